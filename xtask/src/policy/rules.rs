//! What `deny.toml` allows.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::graph::Package;
use super::licence;
use crate::Outcome;

/// The keys of `deny.toml` that are checked here.
pub(super) struct Rules {
    licences: Vec<String>,
    /// Licences that only the named crates may have.
    exceptions: BTreeMap<String, Vec<String>>,
    banned: Vec<String>,
    registries: Vec<String>,
    /// Packages of the workspace that are not looked at.
    pub(super) excluded: Vec<String>,
}

impl Rules {
    /// Reads the file; a missing key is an error, since it would allow everything or nothing.
    pub(super) fn read(path: &Path) -> Outcome<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(&text).map_err(|error| format!("{}: {error}", path.display()).into())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error| format!("{error}"))?;
        Ok(Self {
            licences: strings(&table, "licenses", "allow")?,
            exceptions: exceptions(&table)?,
            banned: strings(&table, "bans", "deny")?,
            registries: strings(&table, "sources", "allow-registry")?,
            excluded: strings(&table, "graph", "exclude")?,
        })
    }

    /// What is wrong with a package, in one line each.
    pub(super) fn violations(&self, package: &Package) -> Vec<String> {
        let mut violations = Vec::new();
        let shown = format!("{} {}", package.name, package.version);
        if self.banned.contains(&package.name) {
            violations.push(format!(
                "{shown} is banned, and {} wants it",
                package.wanted_by
            ));
        }
        match &package.licence {
            None => violations.push(format!("{shown} names no licence")),
            Some(expression) => match licence::allowed(expression, &self.licences_for(package)) {
                Ok(true) => {}
                Ok(false) => violations.push(format!(
                    "{shown} has the licence {expression}, which is not allowed"
                )),
                Err(reason) => violations.push(format!("{shown}: {expression}: {reason}")),
            },
        }
        // Packages of the workspace have no source.
        if let Some(source) = &package.source {
            let address = source.strip_prefix("registry+").unwrap_or(source);
            if !self.registries.iter().any(|registry| registry == address) {
                violations.push(format!("{shown} comes from {source}, which is not allowed"));
            }
        }
        violations
    }

    fn licences_for(&self, package: &Package) -> Vec<String> {
        let exceptions = self.exceptions.get(&package.name).into_iter().flatten();
        self.licences.iter().chain(exceptions).cloned().collect()
    }
}

/// The licences of `exceptions` in `licenses`, by crate; there need not be any.
fn exceptions(table: &Table) -> Result<BTreeMap<String, Vec<String>>, String> {
    let Some(entries) = table
        .get("licenses")
        .and_then(|section| section.get("exceptions"))
    else {
        return Ok(BTreeMap::new());
    };
    let entry = |entry: &Value| {
        let allowed = entry.get("allow")?.as_array()?.iter();
        let licences = allowed
            .map(|name| name.as_str().map(str::to_owned))
            .collect::<Option<_>>();
        Some((entry.get("crate")?.as_str()?.to_owned(), licences?))
    };
    let entries = entries.as_array().into_iter().flatten().map(entry);
    entries
        .collect::<Option<_>>()
        .ok_or_else(|| "`exceptions` in [licenses] should hold `crate` and `allow`".to_owned())
}

/// The strings of an array; of a table in it, its `crate`.
fn strings(table: &Table, section: &str, key: &str) -> Result<Vec<String>, String> {
    let entries = table
        .get(section)
        .and_then(|section| section.get(key))
        .and_then(Value::as_array)
        .ok_or_else(|| format!("`{key}` in [{section}] should be an array"))?;
    entries
        .iter()
        .map(|entry| {
            entry
                .get("crate")
                .unwrap_or(entry)
                .as_str()
                .map(str::to_owned)
        })
        .collect::<Option<_>>()
        .ok_or_else(|| format!("`{key}` in [{section}] should hold names"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        [graph]
        exclude = []
        [licenses]
        allow = ["MIT"]
        exceptions = [{ crate = "special", allow = ["MPL-2.0"] }]
        [bans]
        deny = [{ crate = "openssl" }, "native-tls"]
        [sources]
        allow-registry = ["https://registry.example/index"]
    "#;

    fn package(name: &str, licence: Option<&str>, source: Option<&str>) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.map(str::to_owned),
            source: source.map(str::to_owned),
            wanted_by: "botwright".to_owned(),
        }
    }

    fn violations(package: &Package) -> String {
        Rules::parse(RULES).map_or_else(|error| error, |rules| rules.violations(package).join("\n"))
    }

    #[test]
    fn allows_what_is_listed() {
        let source = Some("registry+https://registry.example/index");
        assert_eq!(violations(&package("good", Some("MIT"), source)), "");
        assert_eq!(violations(&package("botwright", Some("MIT"), None)), "");
    }

    #[test]
    fn an_exception_is_for_one_crate() {
        assert_eq!(violations(&package("special", Some("MPL-2.0"), None)), "");
        assert_eq!(
            violations(&package("other", Some("MPL-2.0"), None)),
            "other 1.0.0 has the licence MPL-2.0, which is not allowed"
        );
    }

    #[test]
    fn names_each_violation() {
        assert_eq!(
            violations(&package(
                "openssl",
                Some("GPL-3.0"),
                Some("git+https://host.example/x")
            )),
            "openssl 1.0.0 is banned, and botwright wants it\n\
             openssl 1.0.0 has the licence GPL-3.0, which is not allowed\n\
             openssl 1.0.0 comes from git+https://host.example/x, which is not allowed"
        );
        assert_eq!(
            violations(&package("none", None, None)),
            "none 1.0.0 names no licence"
        );
    }

    #[test]
    fn a_missing_key_is_an_error() {
        let reason = Rules::parse("[graph]\nexclude = []").err();
        assert_eq!(
            reason.as_deref(),
            Some("`allow` in [licenses] should be an array")
        );
    }
}
