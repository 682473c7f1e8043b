hi = Hi, { $name }: { $count ->
    [one] one thing
   *[other] { $count } things
}
cmd-hi = Says hi
