-shop = Pizza &amp; Co

welcome = Добро пожаловать в <b>{ -shop }</b>, { $name }!
cart = { $count ->
    [0] Пока ничего.
    [one] { $count } пицца, { $size ->
        [small] маленькая
       *[large] большая
    }.
    [few] { $count } пиццы, { $size ->
        [small] все маленькие
       *[large] все большие
    }.
   *[many] { $count } пицц, { $size ->
        [small] все маленькие
       *[large] все большие
    }.
}
link = <a href="https://example.org/?q={ $query }">Искать { $query }</a>
button-yes = Да, { -shop }
    .hint = Точно
since = С { NUMBER($year, useGrouping: 0) }
multi =
    Сначала { $user-name },

      потом ещё
chosen = Теперь по-русски
unknown-language = Я знаю { $languages }

cmd-start = Приветствует вас
    .help = Приветствует каждого по имени.
cmd-cart = Показывает, что { -shop } упаковала для вас
