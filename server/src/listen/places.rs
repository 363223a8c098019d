//! Counts open connections in total and per network. Addresses are kept only while connected, and never logged.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits::Limits;

type Taken = Arc<Mutex<HashMap<IpNet, usize>>>;

pub struct Places {
    all: Arc<Semaphore>,
    taken: Taken,
    per_network: usize,
    said: AtomicBool,
}

/// Released on drop.
pub struct Place {
    network: Option<(IpNet, Taken)>,
    _one: Option<OwnedSemaphorePermit>,
}

impl Places {
    pub fn new(limits: &Limits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS))),
            taken: Taken::default(),
            per_network: limits.per_network,
            said: AtomicBool::new(false),
        }
    }

    /// Waits for a free slot; new connections wait in the system's queue.
    pub async fn next(&self) -> Place {
        // The semaphore is never closed.
        Place { network: None, _one: Arc::clone(&self.all).acquire_owned().await.ok() }
    }

    /// Assigns the slot to a network. `None` if the network has used its share.
    pub fn shared(&self, mut place: Place, from: IpAddr) -> Option<Place> {
        let network = network(from);
        {
            let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
            let mine = taken.entry(network).or_default();
            if *mine < self.per_network {
                *mine += 1;
                place.network = Some((network, Arc::clone(&self.taken)));
                return Some(place);
            }
        }
        if !self.said.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "one address has {} connections open and gets no more; if that is a proxy of yours, name it with --trusted-proxy",
                self.per_network
            );
        }
        None
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((network, taken)) = self.network.take() else { return };
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mine) = taken.get_mut(&network) {
            *mine -= 1;
            if *mine == 0 {
                taken.remove(&network);
            }
        }
    }
}

/// The network of an address: an IPv4 address, or the first half of an IPv6 address.
fn network(address: IpAddr) -> IpNet {
    let address = address.to_canonical();
    let length = if address.is_ipv4() { 32 } else { 64 };
    IpNet::new(address, length).map_or_else(|_| address.into(), |net| net.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_network_gets_its_share_and_others_theirs_and_places_come_back() {
        let places = Places::new(&Limits { connections: 5, per_network: 2, ..Limits::default() });
        let address = |text: &str| -> IpAddr { text.parse().unwrap() };
        let mut open = Vec::new();
        for from in ["2001:db8::1", "2001:db8::2:1", "192.0.2.1", "::ffff:192.0.2.1"] {
            open.push(places.shared(places.next().await, address(from)).unwrap());
        }
        for from in ["2001:db8::3", "192.0.2.1"] {
            assert!(places.shared(places.next().await, address(from)).is_none(), "{from}");
        }
        open.push(places.shared(places.next().await, address("192.0.2.2")).unwrap());
        let sixth = tokio::time::timeout(std::time::Duration::from_millis(20), places.next()).await;
        assert!(sixth.is_err(), "more places than there are");
        open.clear();
        assert!(places.shared(places.next().await, address("2001:db8::3")).is_some());
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
