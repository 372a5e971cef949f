//! A way to a server that breaks again and again.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The way breaks in each request: before its first byte, then after that, and so on until all of it has passed.
pub(super) struct Brittle {
    pub(super) url: String,
    breaks: Arc<Mutex<Breaks>>,
}

#[derive(Default)]
struct Breaks {
    is_on: bool,
    /// So many bytes of this request have passed, on this connection.
    passed: usize,
    /// So many may.
    most: usize,
    count: usize,
}

impl Brittle {
    /// It holds until it is to break.
    pub(super) fn to(url: &str) -> Self {
        let server: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let breaks = Arc::<Mutex<Breaks>>::default();
        let shared = Arc::clone(&breaks);
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, server) = (client.unwrap(), TcpStream::connect(server).unwrap());
                shared.lock().unwrap().passed = 0;
                let (to_client, to_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let (there, back) = (Arc::clone(&shared), Arc::clone(&shared));
                thread::spawn(move || carry(client, to_server, |length| there.lock().unwrap().pass(length)));
                thread::spawn(move || {
                    carry(server, to_client, |length| {
                        back.lock().unwrap().answered();
                        length
                    });
                });
            }
        });
        Self { url, breaks }
    }

    pub(super) fn breaks(&self) {
        self.breaks.lock().unwrap().is_on = true;
    }

    /// How often it broke.
    pub(super) fn count(&self) -> usize {
        self.breaks.lock().unwrap().count
    }
}

impl Breaks {
    /// How many of these bytes may pass.
    fn pass(&mut self, length: usize) -> usize {
        let room = self.most - self.passed;
        if !self.is_on || length <= room {
            self.passed += length;
            self.most = self.most.max(self.passed);
            return length;
        }
        self.most += 1;
        self.count += 1;
        room
    }

    /// What comes next is another request.
    fn answered(&mut self) {
        (self.passed, self.most) = (0, 0);
    }
}

/// Carries on as long as everything may pass.
fn carry(mut from: TcpStream, mut to: TcpStream, mut may_pass: impl FnMut(usize) -> usize) {
    let mut chunk = vec![0; 1 << 16];
    while let Ok(length @ 1..) = from.read(&mut chunk) {
        let passes = may_pass(length);
        if to.write_all(&chunk[..passes]).is_err() || passes < length {
            break;
        }
    }
    for end in [from, to] {
        let _ = end.shutdown(Shutdown::Both);
    }
}
