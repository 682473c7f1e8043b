welcome = Welcome, { $name }!
bye = Bye
pizzas = { $count ->
    [one] one
   *[other] many
}
