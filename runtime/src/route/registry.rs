//! The routes of the whole program.

use super::Route;

/// A route that was linked into the program.
#[doc(hidden)]
#[derive(Debug)]
pub struct Registered(pub &'static Route);

inventory::collect!(Registered);

/// The linked routes of these modules and those below them; all of them when the list is empty.
///
/// Every handler of the program is in one registry, so tests and programs with several bots choose
/// theirs, most easily by `module_path!()`.
pub fn linked(only: &[&str]) -> Vec<&'static Route> {
    inventory::iter::<Registered>
        .into_iter()
        .map(|Registered(route)| *route)
        .filter(|route| {
            only.is_empty() || only.iter().any(|module| is_inside(route.module, module))
        })
        .collect()
}

pub(crate) fn is_inside(module: &str, outer: &str) -> bool {
    module
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::is_inside;

    #[test]
    fn modules_contain_themselves_and_those_below() {
        assert!(is_inside("shop", "shop"));
        assert!(is_inside("shop::eu::de", "shop::eu"));
        assert!(!is_inside("shopping", "shop"));
        assert!(!is_inside("shop", "shop::eu"));
    }
}
