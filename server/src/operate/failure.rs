//! Failures of a command, for the operator who reads them: one line with what failed, why, and what to do.

use std::io::ErrorKind;
use std::net::SocketAddr;

/// The line for a command that failed, without its end. Never a trace, whatever the environment asks for.
pub fn line(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().map(ToString::to_string) {
        // Many errors quote their cause.
        if !said.contains(&cause) {
            said = if said.is_empty() { cause } else { format!("{said}: {cause}") };
        }
    }
    in_one_line(&said)
}

/// The line for a command that was not understood.
pub fn usage(error: &clap::Error) -> String {
    let text = error.to_string();
    let said: Vec<&str> = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        .collect();
    let said = if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        "a part of the command is missing".to_owned()
    } else {
        said.join(" ")
    };
    in_one_line(&format!("{}; see evenkeel --help", said.trim_start_matches("error:").trim()))
}

fn in_one_line(text: &str) -> String {
    format!("evenkeel: {}", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Why the server cannot listen, and what to do.
pub fn cannot_listen(on: SocketAddr, error: &std::io::Error) -> String {
    let (why, advice) = match error.kind() {
        ErrorKind::AddrInUse => {
            ("another program listens there".to_owned(), "stop it, or choose another address with --listen")
        }
        ErrorKind::AddrNotAvailable => (
            "this machine has no such address".to_owned(),
            "choose one of its own with --listen, such as 127.0.0.1:3000",
        ),
        ErrorKind::PermissionDenied => (
            "this user may not use that port".to_owned(),
            "choose one from 1024 on with --listen, and put a proxy in front of it",
        ),
        _ => (error.to_string(), "choose another address with --listen"),
    };
    format!("cannot listen on {on}: {why}; {advice}")
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::*;

    #[test]
    fn f31_a_failure_is_one_line_that_says_no_cause_twice() {
        let cause = Error::other("the disk\nis full");
        let error = anyhow::Error::new(cause).context("cannot write: the disk\nis full").context("cannot start");
        assert_eq!(line(&error), "evenkeel: cannot start: cannot write: the disk is full");
    }

    #[test]
    fn f31_every_reason_not_to_listen_says_what_to_do() {
        let on = SocketAddr::from(([127, 0, 0, 1], 80));
        for (kind, why) in [
            (ErrorKind::AddrInUse, "another program"),
            (ErrorKind::AddrNotAvailable, "no such address"),
            (ErrorKind::PermissionDenied, "this user may not"),
            (ErrorKind::OutOfMemory, "out of memory"),
        ] {
            let said = cannot_listen(on, &kind.into());
            assert!(said.starts_with("cannot listen on 127.0.0.1:80: ") && said.contains(why), "{said}");
            assert!(said.contains("; ") && said.contains("--listen"), "{said}");
        }
    }
}
