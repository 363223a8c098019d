//! The promises, under stress. Each test prints its figure and seed, and each fault has a control run in which the
//! promise is broken on purpose and the test must notice.

mod promises {
    pub mod entries {
        pub mod days;
    }
    pub mod operate {
        pub mod reaching;
        pub mod sockets;
        pub mod starting;
    }
    pub mod people {
        pub mod doors;
    }
    pub mod reminders {
        pub mod endpoints;
        pub mod pushes;
        pub mod reminded;
    }
    pub mod restore {
        pub mod restored;
    }
    pub mod schedule {
        pub mod zones;
    }
    pub mod sharing {
        pub mod authorization;
        pub mod defaults;
        pub mod leaks;
        pub mod requests;
        pub mod two_steps;
        pub mod world;
    }
    pub mod sync {
        pub mod clocks;
        pub mod cloned;
        pub mod death;
        pub mod growing;
        pub mod networks;
        pub mod one_bad;
        pub mod pasts;
        pub mod power;
        pub mod retrying;
        pub mod two_phones;
    }
    pub mod vault {
        pub mod vectors;
    }
}
