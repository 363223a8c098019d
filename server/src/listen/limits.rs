//! Limits of time and number. An honest phone on a bad network stays within all of them; a client that only holds a
//! socket does not.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The head of a request. Ours have a cookie and a few dozen short lines.
pub const HEAD_BYTES: usize = 32 * 1024;
/// The pause after the system refuses a connection.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(200);
/// File descriptors for files, databases and push services.
const OTHER_FILES: u64 = 256;

/// Limits on connections and requests; tests shorten them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the first byte of a request (or from connecting) to the end of its head.
    pub head: Duration,
    /// Between two requests. Longer than nginx keeps a connection, so that the proxy is the one that closes.
    pub idle: Duration,
    /// Between two chunks of a body: enough for a phone in a tunnel, not for an idle socket.
    pub body_pause: Duration,
    /// For a request as a whole, its body included: the largest sync (320 KiB) at 5.5 kB/s, slower than any phone
    /// network.
    pub request: Duration,
    /// Between two chunks of a response that the client reads.
    pub write_pause: Duration,
    /// For requests in progress when the server is told to stop.
    pub drain: Duration,
    /// Maximum number of open connections.
    pub connections: usize,
    /// Maximum from one network: enough for a clinic behind one address with six per browser, but never all.
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
    /// Raises the limit of open files as far as the system allows, and accepts no more connections than fit.
    #[must_use]
    pub fn that_fit(self) -> Self {
        let most = getrlimit(Resource::Nofile).maximum;
        // If refused, the old limit stays.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most });
        self.within(getrlimit(Resource::Nofile).current)
    }

    /// `None` means unlimited.
    fn within(self, files: Option<u64>) -> Self {
        let room = files
            .map_or(usize::MAX, |files| usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX))
            .max(64);
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
