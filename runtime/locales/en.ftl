# The examples of the documentation.
welcome = Welcome, { $name }!
cart = { $count ->
    [0] Your cart is <b>empty</b>.
    [one] One thing in your cart.
   *[other] { $count } things in your cart.
}
language-set = I speak English with you now.
language-unknown = I do not know this language. I know: { $languages }.
cmd-start = Greets whoever starts the bot.
    .help = Everybody gets a greeting.
