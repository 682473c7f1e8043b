//! The crates that the workspace depends on, as `cargo metadata` lists them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{Outcome, command};

/// A crate of the graph.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) licence: Option<String>,
    /// Where it comes from; none for packages of the workspace.
    pub(super) source: Option<String>,
    /// The first crate found that depends on it.
    pub(super) wanted_by: String,
}

/// Every crate that is reachable from the packages of the workspace, on any platform, by normal,
/// build and development dependencies.
pub(super) struct Graph {
    packages: Vec<Package>,
    /// Name to the packages of the workspace that use it; packages of the workspace left out.
    direct: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// Asks cargo; the lock file must be up to date. The `excluded` packages of the workspace, and
    /// what only they need, are not part of the graph, but their direct dependencies are known.
    pub(super) fn read(excluded: &[String]) -> Outcome<Self> {
        let text = command::output(command::cargo().args([
            "metadata",
            "--locked",
            "--format-version",
            "1",
        ]))?;
        let metadata: Value = serde_json::from_str(&text)
            .map_err(|error| format!("`cargo metadata` printed broken JSON: {error}"))?;
        Ok(Self::from_metadata(&metadata, excluded)
            .ok_or("`cargo metadata` does not have its documented shape")
            .map_err(str::to_owned)?)
    }

    /// The crates.
    pub(super) fn packages(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter()
    }

    /// How many crates there are.
    pub(super) fn len(&self) -> usize {
        self.packages.len()
    }

    /// Crates from outside that a package of the workspace names, with those packages.
    pub(super) fn direct(&self) -> &BTreeMap<String, BTreeSet<String>> {
        &self.direct
    }

    /// Names with more than one version, with the versions.
    pub(super) fn duplicates(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for package in &self.packages {
            versions
                .entry(&package.name)
                .or_default()
                .push(&package.version);
        }
        versions
            .into_iter()
            .filter(|(_, versions)| versions.len() > 1)
    }

    fn from_metadata(metadata: &Value, excluded: &[String]) -> Option<Self> {
        let mut packages = BTreeMap::new();
        for package in metadata["packages"].as_array()? {
            packages.insert(package["id"].as_str()?, package);
        }
        let mut nodes = BTreeMap::new();
        for node in metadata["resolve"]["nodes"].as_array()? {
            nodes.insert(node["id"].as_str()?, node["dependencies"].as_array()?);
        }

        let mut direct: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut found: BTreeMap<&str, &str> = BTreeMap::new();
        let mut next = Vec::new();
        for member in metadata["workspace_members"].as_array()? {
            let id = member.as_str()?;
            let package = packages.get(id)?;
            let name = package["name"].as_str()?;
            for dependency in package["dependencies"].as_array()? {
                if dependency["source"].is_string() {
                    let users = direct
                        .entry(dependency["name"].as_str()?.to_owned())
                        .or_default();
                    users.insert(name.to_owned());
                }
            }
            if !excluded.iter().any(|excluded| excluded == name) {
                found.insert(id, "the workspace");
                next.push(id);
            }
        }
        while let Some(id) = next.pop() {
            let name = packages.get(id)?["name"].as_str()?;
            for dependency in *nodes.get(id)? {
                let dependency = dependency.as_str()?;
                if !found.contains_key(dependency) {
                    found.insert(dependency, name);
                    next.push(dependency);
                }
            }
        }

        let packages = found
            .into_iter()
            .map(|(id, wanted_by)| Package::from_metadata(packages.get(id)?, wanted_by))
            .collect::<Option<_>>()?;
        Some(Self { packages, direct })
    }
}

impl Package {
    fn from_metadata(package: &Value, wanted_by: &str) -> Option<Self> {
        Some(Self {
            name: package["name"].as_str()?.to_owned(),
            version: package["version"].as_str()?.to_owned(),
            licence: package["license"].as_str().map(str::to_owned),
            source: package["source"].as_str().map(str::to_owned),
            wanted_by: wanted_by.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_only_an_excluded_package_needs_is_left_out() {
        let package = |id: &str, source: Value, dependencies: &[&str]| {
            let dependencies: Vec<Value> = dependencies
                .iter()
                .map(|name| json!({"name": name, "source": "registry"}))
                .collect();
            json!({"id": id, "name": id, "version": "1.0.0", "license": "MIT", "source": source,
                "dependencies": dependencies})
        };
        let metadata = json!({
            "packages": [
                package("bot", Value::Null, &["left"]),
                package("bench", Value::Null, &["right"]),
                package("left", json!("registry"), &["deep"]),
                package("right", json!("registry"), &[]),
                package("deep", json!("registry"), &[]),
            ],
            "workspace_members": ["bot", "bench"],
            "resolve": {"nodes": [
                {"id": "bot", "dependencies": ["left"]},
                {"id": "bench", "dependencies": ["right"]},
                {"id": "left", "dependencies": ["deep"]},
                {"id": "right", "dependencies": []},
                {"id": "deep", "dependencies": []},
            ]},
        });

        let graph = Graph::from_metadata(&metadata, &["bench".to_owned()]);

        let seen = graph.map(|graph| {
            let names: Vec<String> = graph
                .packages()
                .map(|p| format!("{} for {}", p.name, p.wanted_by))
                .collect();
            let direct: Vec<String> = graph.direct().keys().cloned().collect();
            (names.join(", "), direct.join(", "))
        });
        let expected = (
            "bot for the workspace, deep for left, left for bot",
            "left, right",
        );
        assert_eq!(seen, Some((expected.0.to_owned(), expected.1.to_owned())));
    }
}
