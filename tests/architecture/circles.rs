//! Import circles: files that reach each other by `use crate::…` and `use super::…`. Two files that belong together may
//! name each other; three are a knot.
//!
//! Computed from the text, without test modules and without items that a `mod.rs` re-exports by a relative path. A glob
//! is an edge to the file it names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::Result;

use super::{files, text};

/// Files that may name each other.
const MOST: usize = 2;
const TOPS: [&str; 4] = ["app/domain/src", "app/offline/src", "app/src", "server/src"];

type Module = Vec<String>;

/// Imports between modules, as indexes into `modules`.
struct Graph {
    modules: Vec<Module>,
    edges: Vec<BTreeSet<usize>>,
}

fn module_of(path: &str, top: &str) -> Module {
    let inner = path.trim_start_matches(top).trim_start_matches('/').trim_end_matches(".rs");
    let mut parts: Module = inner.split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod") || parts == ["lib"] {
        parts.pop();
    }
    parts
}

/// The code without comments, texts and test modules.
fn bare(source: &str) -> String {
    let code = source.find("#[cfg(test)]\nmod tests {").map_or(source, |end| &source[..end]);
    let mut out = String::with_capacity(code.len());
    for line in code.lines() {
        let line = line.split("//").next().unwrap_or_default();
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The paths that a use tree names, each as far as it goes.
fn leaves(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let inside = inside.trim_end().trim_end_matches('}');
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, letter) in inside.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[from..]);
    parts
        .iter()
        .filter(|part| !part.trim().is_empty())
        .flat_map(|part| leaves(&format!("{before}{}", part.trim())))
        .collect()
}

/// Every path that begins with `crate`, `super` or `self`: of use statements, and in the code.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = &code[..at];
            if before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':') {
                continue;
            }
            let rest = &code[at..];
            let end = if before.trim_end_matches(' ').ends_with("use") {
                rest.find(';').unwrap_or(rest.len())
            } else {
                rest.find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'))
                    .unwrap_or(rest.len())
            };
            found.extend(leaves(&rest[..end]));
        }
    }
    found
}

/// Other names that a `mod.rs` gives to the module above it: `use super as sql`.
fn other_names(code: &str) -> Vec<String> {
    code.lines()
        .filter_map(|line| Some(line.trim().strip_prefix("use super as ")?.trim_end_matches(';').to_owned()))
        .collect()
}

fn graph(top: &str) -> Result<Graph> {
    let all = files(top, ".rs")?;
    let modules: Vec<Module> = all.iter().map(|path| module_of(path, top)).collect();
    let places: BTreeMap<&Module, usize> = modules.iter().zip(0..).collect();
    let mut codes = Vec::with_capacity(all.len());
    for path in &all {
        codes.push(bare(&text(path)?));
    }
    let aliases: BTreeSet<(Module, String)> = modules
        .iter()
        .zip(&codes)
        .flat_map(|(module, code)| other_names(code).into_iter().map(|name| (module.clone(), name)))
        .collect();
    let resolve = |here: &Module, path: &str| {
        let mut at = here.clone();
        let mut segments = path.split("::").map(str::trim).peekable();
        match segments.peek() {
            Some(&"crate") => at = Vec::new(),
            Some(&"self") => {}
            _ => drop(at.pop()),
        }
        segments.next();
        let mut best = places.get(&at).copied();
        for segment in segments {
            if segment == "super" || aliases.contains(&(at.clone(), segment.to_owned())) {
                at.pop();
            } else {
                at.push(segment.to_owned());
            }
            match places.get(&at) {
                Some(place) => best = Some(*place),
                // A folder without a file of its own, or an item of the last file.
                None if modules.iter().any(|module| module.starts_with(&at)) => best = None,
                None => break,
            }
        }
        best
    };
    let edges = modules
        .iter()
        .zip(&codes)
        .zip(0..)
        .map(|((module, code), own)| {
            paths(code).iter().filter_map(|path| resolve(module, path)).filter(|to| *to != own).collect()
        })
        .collect();
    Ok(Graph { modules, edges })
}

impl Graph {
    fn reach(&self, from: usize, without: Option<(usize, usize)>) -> BTreeSet<usize> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(next) = open.pop() {
            for to in &self.edges[next] {
                if Some((next, *to)) != without && seen.insert(*to) {
                    open.push(*to);
                }
            }
        }
        seen
    }

    /// Files that reach each other, the largest circle first.
    fn circles(&self, without: Option<(usize, usize)>) -> Vec<Vec<usize>> {
        let reached: Vec<BTreeSet<usize>> = (0..self.modules.len()).map(|from| self.reach(from, without)).collect();
        let (mut found, mut placed) = (Vec::new(), BTreeSet::new());
        for from in 0..self.modules.len() {
            let circle: Vec<usize> = reached[from].iter().copied().filter(|to| reached[*to].contains(&from)).collect();
            if circle.len() > 1 && circle.iter().all(|one| placed.insert(*one)) {
                found.push(circle);
            }
        }
        found.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
        found
    }

    fn name(&self, place: usize) -> String {
        let name = self.modules[place].join("/");
        if name.is_empty() { "lib".to_owned() } else { name }
    }

    /// The edges of a circle whose end alone would open it furthest, with what would be left of it.
    fn ties(&self, circle: &[usize]) -> Vec<(usize, String)> {
        let inside = Self {
            modules: circle.iter().map(|one| self.modules[*one].clone()).collect(),
            edges: circle
                .iter()
                .map(|one| (0..circle.len()).filter(|to| self.edges[*one].contains(&circle[*to])).collect())
                .collect(),
        };
        let mut ties = Vec::new();
        for from in 0..circle.len() {
            for to in &inside.edges[from] {
                let left = inside.circles(Some((from, *to))).first().map_or(0, Vec::len);
                ties.push((left, format!("{} -> {}", inside.name(from), inside.name(*to))));
            }
        }
        ties.sort();
        ties.truncate(5);
        ties
    }
}

#[test]
fn no_import_circle_is_larger_than_two_files() -> Result<()> {
    let mut wrong = String::new();
    for top in TOPS {
        let graph = graph(top)?;
        for circle in graph.circles(None).iter().filter(|circle| circle.len() > MOST) {
            let names: Vec<String> = circle.iter().map(|one| graph.name(*one)).collect();
            let _ = writeln!(wrong, "{top}: a circle of {} files: {}", circle.len(), names.join(", "));
            for (left, tie) in graph.ties(circle) {
                let _ = writeln!(wrong, "  without {tie} it has {left}");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    Ok(())
}

#[test]
fn a_circle_is_seen_and_what_ties_it_is_named() {
    let modules = ["a", "b", "c", "d"].map(|name| vec![name.to_owned()]).to_vec();
    let edges = [&[1][..], &[2], &[0, 3], &[]].map(|to| to.iter().copied().collect()).to_vec();
    let graph = Graph { modules, edges };
    assert_eq!(graph.circles(None), [vec![0, 1, 2]]);
    let (left, tie) = &graph.ties(&[0, 1, 2])[0];
    assert_eq!((*left, tie.as_str()), (0, "a -> b"));
    assert_eq!(
        paths("use super::{a::{B, c}, d};\nlet x = crate::e::f(1);"),
        ["crate::e::f", "super::a::B", "super::a::c", "super::d"]
    );
}
