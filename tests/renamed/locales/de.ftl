hi = Hallo, { $name }: { $count ->
    [one] ein Ding
   *[other] { $count } Dinge
}
cmd-hi = Sagt hallo
