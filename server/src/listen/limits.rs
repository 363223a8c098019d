//! How long and how many. An honest phone on a bad network stays inside all of these; whoever only holds a socket does not.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The head of a request. Ours have a cookie and a few dozen short lines.
pub const HEAD_BYTES: usize = 32 * 1024;
/// How long the server waits after the system refused it a connection.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(200);
/// What files, databases and push services need besides connections.
const OTHER_FILES: u64 = 256;

/// Limits on connections and requests; tests shorten them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the first byte of a request (or from connecting) to the end of its head.
    pub head: Duration,
    /// Between two requests. Longer than nginx keeps a connection, so that the proxy is the one that closes.
    pub idle: Duration,
    /// Between two pieces of a body: a phone in a tunnel, but not a socket that sleeps.
    pub body_pause: Duration,
    /// For a request as a whole, its body included: the largest sync (320 KiB) at 5.5 kB/s, slower than any phone network.
    pub request: Duration,
    /// Between two pieces of an answer that the other side takes.
    pub write_pause: Duration,
    /// For what is under way when the server is told to stop.
    pub drain: Duration,
    /// Open at once.
    pub connections: usize,
    /// Open at once from one network: a clinic behind one address with a browser's six per person, but never all.
    pub per_network: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            body_pause: Duration::from_secs(20),
            request: Duration::from_secs(60),
            write_pause: Duration::from_secs(30),
            drain: Duration::from_secs(15),
            connections: 4096,
            per_network: 512,
        }
    }
}

impl Limits {
    /// Asks the system for as many open files as it gives, and takes no more connections than fit.
    #[must_use]
    pub fn that_fit(self) -> Self {
        let most = getrlimit(Resource::Nofile).maximum;
        // A refusal leaves what there was.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most });
        self.within(getrlimit(Resource::Nofile).current)
    }

    /// `None`: as many as one likes.
    fn within(self, files: Option<u64>) -> Self {
        let room = files.map_or(usize::MAX, |files| usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX)).max(64);
        let connections = self.connections.min(room);
        Self { connections, per_network: self.per_network.min(connections.div_ceil(4)), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_files_for_the_rest_and_no_network_takes_more_than_a_quarter() {
        let cases = [(None, 4096, 512), (Some(1024 * 1024), 4096, 512), (Some(1024), 768, 192), (Some(100), 64, 16)];
        for (files, connections, per_network) in cases {
            let fit = Limits::default().within(files);
            assert_eq!((fit.connections, fit.per_network), (connections, per_network), "{files:?}");
        }
    }
}
