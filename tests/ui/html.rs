use botwright::html;

struct Opaque;

fn main() {
    let name = "Ann";
    let _ = html!("<strng>{name}</strng>");
    let _ = html!("<b>{name}");
    let _ = html!("<b><i>{name}</b></i>");
    let _ = html!("1 < 2 & 3");
    let _ = html!("{name.len()}");
    let _ = html!("{} and {}", name);
    let _ = html!("{name}", other = name);
    let _ = html!("{", name);
    let _ = html!("{Opaque}");
    let _ = html!("{unknown}");
    let _ = html!("<a href={name}>x</a>");
    let _ = html!("<{name}>x</b>");
}
