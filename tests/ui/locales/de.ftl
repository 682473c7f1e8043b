welcome = Willkommen, { $name }!
bye = Tschüss
pizzas = { $count ->
    [one] { $count } Pizza für { $name }
   *[other] { $count } Pizzen für { $name }
}
cmd-start = Begrüßt dich
cmd-long = Kurz
cmd-name = Begrüßt { $name }
cmd-bold = <b>Begrüßt</b> dich
