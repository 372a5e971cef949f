//! An exporter with its callers, and what they hold.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use wua_com::standard::{IDISPATCH, IENUM_VARIANT, IUNKNOWN};
use wua_com::{Guid, Interface};
use wua_rpc::auth::Peer;
use wua_rpc::connection::Level;
use wua_rpc::exporter::{Answer, Exporter, ICLASS_FACTORY, Incoming, Limits, Offer, Origin, Place};
use wua_rpc::ndr::type_info::ITYPE_INFO;
use wua_rpc::ndr::{Reader, Writer};
use wua_rpc::orpc::activation::{self, ActivationRequest, Operation};
use wua_rpc::orpc::remote_unknown::{References, RemUnknownRequest, read_query_results};
use wua_rpc::orpc::{Ipid, ObjectReference, OrpcThat, OrpcThis, StandardReference, ids};

use crate::seen::{Seen, bucket};

/// Users who know nothing of each other. The last one does no more than to look whether all is well.
pub(super) const ANNA: usize = 0;
pub(super) const BERT: usize = 1;
pub(super) const CARL: usize = 2;
const USERS: [&str; 3] = ["anna", "bert", "carl"];

/// An interface that somebody was handed.
#[derive(Clone, Copy)]
pub(super) struct Pointer {
    pub(super) iid: Guid,
    pub(super) standard: StandardReference,
}

impl Pointer {
    /// What it was handed out as, if that can be called.
    pub(super) fn interface(&self) -> Option<&'static Interface> {
        let standard = [
            &IUNKNOWN,
            &IDISPATCH,
            &IENUM_VARIANT,
            &ITYPE_INFO,
            &ICLASS_FACTORY,
        ];
        let found = standard.into_iter().find(|interface| interface.iid == self.iid);
        found.or_else(|| wua_defs::interfaces::by_iid(self.iid))
    }
}

/// Who call, the same in all executions.
pub(super) struct Users([Origin; 3]);

impl Users {
    pub(super) fn new() -> Self {
        Self(USERS.map(|user| Origin {
            peer: Some(Arc::new(Peer {
                user: user.into(),
                ..Peer::default()
            })),
            level: Level::Privacy,
            from: IpAddr::V4(Ipv4Addr::LOCALHOST),
            dialled: IpAddr::V4(Ipv4Addr::new(127, 0, 0, 7)),
        }))
    }
}

/// So many references can be asked for in one execution, in units of what can be given back at a time.
const MOST_ROUNDS: usize = 20_000;

/// An exporter of one execution.
pub(super) struct Exporting<'a> {
    exporter: Arc<Exporter>,
    users: &'a Users,
    remote_unknown: Ipid,
    /// What each user was handed.
    pub(super) held: [Vec<Pointer>; 3],
    now: u64,
}

impl<'a> Exporting<'a> {
    pub(super) fn new(offer: Arc<dyn Offer>, users: &'a Users, remote_unknown: Ipid) -> Self {
        let place = Place {
            seed: [0x1234_5678_9ABC_DEF0, 0x0FED_CBA9_8765_4321],
            names: vec!["museum".into()],
            resolver_port: 135,
            exporter_port: 49_152,
            mechanisms: vec![9, 10],
        };
        let limits = Limits {
            objects_per_caller: 60,
            sets_per_caller: 4,
            ..Limits::default()
        };
        Self {
            exporter: Arc::new(Exporter::new(offer, place, limits)),
            users,
            remote_unknown,
            held: Default::default(),
            now: 1_000_000,
        }
    }

    /// What counts references in every exporter of this place.
    pub(super) fn learn(offer: Arc<dyn Offer>, users: &'a Users, class: Guid) -> Ipid {
        let mut exporting = Self::new(offer, users, Guid::NIL);
        let request = ActivationRequest::new(class, vec![IUNKNOWN.iid]);
        let stub = activation::write_request(Operation::CreateInstance, &OrpcThis::new(Guid::NIL), &request)
            .unwrap();
        let operation = (ids::REMOTE_SCM_ACTIVATOR, Operation::CreateInstance.opnum());
        let Answer::Reply(reply) = exporting.answer(ANNA, operation, None, &stub, true) else {
            panic!("no object of the first class");
        };
        activation::read_reply(&reply)
            .unwrap()
            .1
            .unwrap()
            .exporter
            .remote_unknown
    }

    /// Calls, and notes what comes of it. What takes a while is forgotten, unless it `may_wait`.
    pub(super) fn send(
        &mut self,
        user: usize,
        operation: (Guid, u16),
        object: Option<Ipid>,
        stub: &[u8],
        may_wait: bool,
        seen: &mut Seen,
    ) {
        match self.answer(user, operation, object, stub, may_wait) {
            Answer::Reply(reply) => {
                // The last number of most replies is their HRESULT.
                let hresult = reply.last_chunk().copied().map(u32::from_le_bytes);
                let failed = hresult.filter(|hresult| hresult >> 16 & 0xFFF0 == 0x8000);
                seen.note_next("reply", (operation, bucket(reply.len()), failed));
            }
            Answer::Fault { status, executed } => seen.note_next("fault", (operation.0, status, executed)),
            Answer::Later(_) => seen.note_next("later", operation),
        }
        assert!(
            self.exporter.len() <= 180,
            "more objects than three callers may hold"
        );
    }

    fn answer(
        &mut self,
        user: usize,
        (interface, opnum): (Guid, u16),
        object: Option<Ipid>,
        parameters: &[u8],
        may_wait: bool,
    ) -> Answer {
        let call = Incoming {
            interface,
            opnum,
            object,
            parameters,
        };
        let origin = &self.users.0[user];
        let answer = match self.exporter.answer(&call, origin, self.now) {
            Answer::Later(work) if may_wait => work(),
            answer => answer,
        };
        if let Answer::Reply(reply) = &answer {
            self.gather(user, reply);
            if opnum == 3 && [ids::REM_UNKNOWN, ids::REM_UNKNOWN2].contains(&interface) {
                self.gather_queried(user, reply);
            }
        }
        answer
    }

    /// Whatever a reply refers to belongs to the caller now.
    fn gather(&mut self, user: usize, reply: &[u8]) {
        for at in (0..reply.len()).step_by(2) {
            let Some(rest) = reply.get(at..).filter(|rest| rest.starts_with(b"MEOW")) else {
                continue;
            };
            if let Ok(reference) = ObjectReference::from_bytes(rest)
                && let Some((standard, _)) = reference.living()
            {
                self.held[user].push(Pointer {
                    iid: reference.iid,
                    standard: *standard,
                });
            }
        }
    }

    fn gather_queried(&mut self, user: usize, reply: &[u8]) {
        let reader = &mut Reader::new(reply);
        OrpcThat::read(reader).unwrap();
        let (results, _) = read_query_results(reader).unwrap();
        // Which interfaces were asked for the reply does not say.
        let pointers = results.into_iter().flatten().map(|standard| Pointer {
            iid: IUNKNOWN.iid,
            standard,
        });
        self.held[user].extend(pointers);
    }

    pub(super) fn remote_unknown(&self) -> Ipid {
        self.remote_unknown
    }

    /// The place of a pointer among those that somebody holds.
    pub(super) fn pointer(&self, user: usize, number: u8) -> Option<Pointer> {
        let held = &self.held[user];
        // The last ones are the newest.
        held.get(
            held.len()
                .checked_sub(1 + usize::from(number) % held.len().max(1))?,
        )
        .copied()
    }

    /// Time passes, and what nobody wants any more goes.
    pub(super) fn wait(&mut self, milliseconds: u64) {
        self.now += milliseconds;
        self.exporter.collect(self.now);
    }

    /// What somebody holds answers.
    pub(super) fn look(&mut self, user: usize) {
        let [pointer, ..] = self.held[user][..] else {
            panic!("nothing to look at");
        };
        // `IDispatch::GetTypeInfoCount`.
        let operation = (pointer.iid, 3);
        let answer = self.answer(
            user,
            operation,
            Some(pointer.standard.ipid),
            &behind_header(&[]),
            false,
        );
        assert!(matches!(answer, Answer::Reply(_)), "somebody's object is gone");
    }

    /// Gives back everything that was handed out. Who asked for more references than can be given back at a time gives
    /// them back again and again.
    pub(super) fn release_all(&mut self) {
        for user in 0..USERS.len() {
            self.held[user].sort_unstable_by_key(|pointer| pointer.standard.ipid);
            self.held[user].dedup_by_key(|pointer| pointer.standard.ipid);
        }
        for _ in 0..MOST_ROUNDS {
            (0..USERS.len()).for_each(|user| self.release(user));
            if self.exporter.is_empty() {
                return;
            }
        }
        panic!("{} objects are left that nobody knows", self.exporter.len());
    }

    fn release(&mut self, user: usize) {
        let held = self.held[user].clone();
        for some in held.chunks(50) {
            let all = |pointer: &Pointer| References {
                ipid: pointer.standard.ipid,
                public: u32::MAX,
                private: u32::MAX,
            };
            let request = RemUnknownRequest::Release(some.iter().map(all).collect());
            let mut writer = Writer::new();
            OrpcThis::new(Guid::NIL).write(&mut writer);
            request.write(&mut writer);
            let stub = writer.finish().unwrap();
            let answer = self.answer(
                user,
                (ids::REM_UNKNOWN2, request.opnum()),
                Some(self.remote_unknown),
                &stub,
                false,
            );
            assert!(matches!(answer, Answer::Reply(_)), "a release was refused");
        }
    }
}

/// The header of a call, and what stands behind it.
pub(super) fn behind_header(parameters: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    OrpcThis::new(Guid::from_u128(5)).write(&mut writer);
    writer.bytes(parameters);
    writer.finish().unwrap()
}
