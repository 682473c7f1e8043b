welcome = Welcome, { $name }!
bye = Bye
pizzas = { $count ->
    [one] { $count } pizza for { $name }
   *[other] { $count } pizzas for { $name }
}
cmd-start = Greets you
cmd-long = Describes at great length what hardly anybody wants to read in a menu, which has room for a few words only: with all that came before, with all that comes after, with all that could have been and was not, and with a last sentence that says all of this once more, for whoever has skipped it until now.
cmd-name = Greets { $name }
cmd-bold = <b>Greets</b> you
