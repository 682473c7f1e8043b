welcome = Willkommen, { $nam }!
bie = Tschüss
pizzas = { $count ->
    [male] einer
   *[other] viele
}
