hello = Hello, { $name
welcome = Welcome
welcome = Welcome again
bold = <b>Bold
link = <a href={ $url }>here</a>
refers = { unknown } and { -brand }
count = { $count ->
    [one] one
    [other] many
}
	tab = here
both = { NUMBER($sex) } { $sex ->
    [male] he
   *[other] they
}
