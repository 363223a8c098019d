//! The promises, under stress. Each test prints its figure and seed, and each fault has a control run in which the
//! promise is broken on purpose and the test must notice.

mod promises {
    pub mod authorization;
    pub mod clocks;
    pub mod cloned;
    pub mod death;
    pub mod defaults;
    pub mod doors;
    pub mod endpoints;
    pub mod growing;
    pub mod leaks;
    pub mod networks;
    pub mod one_bad;
    pub mod pasts;
    pub mod power;
    pub mod pushes;
    pub mod reaching;
    pub mod reminded;
    pub mod requests;
    pub mod restored;
    pub mod retrying;
    pub mod sockets;
    pub mod two_phones;
    pub mod two_steps;
    pub mod vectors;
    pub mod world;
    pub mod zones;
}
