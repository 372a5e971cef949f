//! Calling back those who began an operation.

use wua_agent::Progress;
use wua_com::standard::IDISPATCH;
use wua_com::{Caller, Error, HResult, Interface, ObjectRef, Origin, Value, code};

/// The callback of the one who began an operation. It is called in that one's name.
pub(crate) struct Callback {
    object: ObjectRef,
    interface: &'static Interface,
    caller: Caller,
}

impl Callback {
    /// Takes a callback argument, which may be null. A script's function does not say that it has the interface; it
    /// has members by name, and is called at the default one.
    pub(crate) fn taken(
        caller: &Caller,
        argument: Option<&ObjectRef>,
        interface: &'static Interface,
    ) -> Result<Option<Self>, Error> {
        let Some(object) = argument else {
            return Ok(None);
        };
        // The waist would refuse the call later, when there is nobody left to tell.
        if caller.origin == Origin::Remote {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                "nobody is called back on another computer; give no callback, and ask the job for its state",
            ));
        }
        let is_function = matches!(object, ObjectRef::Foreign(_)) && object.supports(&IDISPATCH);
        if !is_function && !object.supports(interface) {
            return Err(Error::new(
                code::E_NOINTERFACE,
                format!("the callback is no {}", interface.name),
            ));
        }
        Ok(Some(Self {
            object: object.clone(),
            interface,
            caller: caller.clone(),
        }))
    }

    /// What the engine does when the job has its result.
    pub(crate) fn completed(self, job: ObjectRef, args: ObjectRef) -> Box<dyn FnOnce() + Send> {
        Box::new(move || self.call(job, args))
    }

    /// What the engine does when the job has got further.
    pub(crate) fn progress(
        self,
        job: ObjectRef,
        args: impl Fn(&Progress) -> ObjectRef + Send + Sync + 'static,
    ) -> Box<dyn Fn(&Progress) + Send + Sync> {
        Box::new(move |progress| self.call(job.clone(), args(progress)))
    }

    /// What the callback answers changes nothing; it is shown to whoever watches the caller. Callbacks among our own
    /// objects have been shown by the waist.
    fn call(&self, job: ObjectRef, args: ObjectRef) {
        let slot = self.interface.first_slot();
        let arguments = [Value::from(job), Value::from(args)];
        let outcome = self.object.invoke(&self.caller, self.interface, slot, &arguments);
        if let (ObjectRef::Foreign(_), Some(observer)) = (&self.object, &self.caller.observer) {
            let hresult: HResult = outcome.map_or_else(|error| error.hresult(), |success| success.hresult);
            observer.called(self.interface, slot, hresult);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::any::Any;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::sync::{Arc, Mutex};

    use wua_com::{Invoke, Observer, Outcome, Permissions, Rights, Slot};
    use wua_defs::interfaces::ISEARCH_COMPLETED_CALLBACK;

    use super::*;
    use crate::string_collection::StringCollection;
    use crate::testing::code_of;

    /// A script's function: it has no interface but that, remembers what it is called with, and fails.
    struct Function(Mutex<Sender<Vec<Value>>>);

    impl Invoke for Function {
        fn supports(&self, interface: &'static Interface) -> bool {
            interface == &IDISPATCH
        }

        fn invoke(&self, _: &Caller, _: &'static Interface, _: Slot, args: &[Value]) -> Outcome {
            self.0.lock().unwrap().send(args.to_vec()).unwrap();
            Err(Error::from(code::E_UNEXPECTED))
        }

        fn as_any(&self) -> &dyn Any {
            self
        }
    }

    fn function() -> (ObjectRef, Receiver<Vec<Value>>) {
        let (sender, receiver) = channel();
        (
            ObjectRef::Foreign(Arc::new(Function(Mutex::new(sender)))),
            receiver,
        )
    }

    struct Witness(Mutex<Sender<HResult>>);

    impl Observer for Witness {
        fn called(&self, _: &'static Interface, _: Slot, hresult: HResult) {
            self.0.lock().unwrap().send(hresult).unwrap();
        }
    }

    /// An object of somebody else's without any members.
    struct Stranger;

    impl Invoke for Stranger {
        fn supports(&self, _: &'static Interface) -> bool {
            false
        }

        fn invoke(&self, _: &Caller, _: &'static Interface, _: Slot, _: &[Value]) -> Outcome {
            Err(Error::from(code::E_NOINTERFACE))
        }

        fn as_any(&self) -> &dyn Any {
            self
        }
    }

    fn object() -> ObjectRef {
        ObjectRef::new(StringCollection::default())
    }

    #[test]
    fn a_function_is_called_and_its_failure_is_noted() {
        let (function, arguments) = function();
        let (witness, seen) = channel();
        let caller = Caller {
            observer: Some(Arc::new(Witness(Mutex::new(witness)))),
            ..Caller::local(Rights::User)
        };
        let callback = Callback::taken(&caller, Some(&function), &ISEARCH_COMPLETED_CALLBACK).unwrap();
        let (job, args) = (object(), object());
        callback.unwrap().completed(job.clone(), args.clone())();
        assert_eq!(arguments.recv().unwrap(), [Value::from(job), Value::from(args)]);
        assert_eq!(seen.recv().unwrap(), code::E_UNEXPECTED);
    }

    #[test]
    fn there_may_be_none_but_not_a_wrong_one_nor_one_on_another_computer() {
        let taken = |caller: &Caller, argument: Option<&ObjectRef>| {
            Callback::taken(caller, argument, &ISEARCH_COMPLETED_CALLBACK)
        };
        let local = Caller::local(Rights::User);
        let remote = Caller::remote(Rights::Administrator, Permissions::NONE);
        assert!(taken(&local, None).unwrap().is_none());
        assert!(taken(&remote, None).unwrap().is_none());
        assert_eq!(code_of(taken(&local, Some(&object()))), Some(code::E_NOINTERFACE));
        let stranger = ObjectRef::Foreign(Arc::new(Stranger));
        assert_eq!(code_of(taken(&local, Some(&stranger))), Some(code::E_NOINTERFACE));
        let (function, _arguments) = function();
        assert_eq!(
            code_of(taken(&remote, Some(&function))),
            Some(code::E_ACCESSDENIED)
        );
    }
}
