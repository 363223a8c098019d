//! Acts that change who sees whom. To add one, add an entry to [`acts`] with how the scene's actor does it and its
//! effect by the rules; everything readable afterward is compared with that for each role and relation.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use domain::base::id::{DeviceId, StaffId};
use domain::people::Role;
use domain::people::access;
use serde_json::json;
use server::operate::invite::INVITATION_LIFE;
use server::store::StoreResult;

use super::scene::{Doing, Done, Relation, Scene};

/// The state by the rules alone.
#[derive(Clone, Debug)]
pub struct Truth {
    /// Every account; one that is disabled is missing.
    pub roles: BTreeMap<StaffId, Role>,
    /// The participant's care team.
    pub team: BTreeSet<StaffId>,
    /// The carer of the second participant.
    pub cares_for_other: StaffId,
    /// The leader of each session of the scene, and whether the participant is on it.
    pub leads: [Option<StaffId>; 3],
    pub on: [bool; 3],
    /// The leader of a session that the participant was added to.
    pub fresh: Option<StaffId>,
    /// The participant was discharged.
    pub left: bool,
    /// Status of a request from the participant's phone, and from a newly enrolled one.
    pub phone: u16,
    pub new_phone: Option<u16>,
    /// The account that added a person.
    pub brought_in: Option<StaffId>,
}

impl Truth {
    pub fn of(scene: &Scene<'_>) -> Self {
        let roles = scene.readers().into_iter().map(|reader| (reader.staff, reader.role)).collect();
        let mut team = BTreeSet::from([scene.carer.staff]);
        if scene.relation == Relation::Assigned {
            team.insert(scene.actor.staff);
        }
        let leads = [Some(scene.leader()); 3];
        Self {
            roles,
            team,
            cares_for_other: scene.carer.staff,
            leads,
            on: [true; 3],
            fresh: None,
            left: false,
            phone: 200,
            new_phone: None,
            brought_in: None,
        }
    }

    /// `true` if an account may read anyone at all.
    pub fn reads(&self, staff: StaffId) -> bool {
        self.roles.get(&staff).is_some_and(|role| role.can(access::Act::Read))
    }

    /// `true` if an account may read the participant.
    pub fn cares(&self, staff: StaffId) -> bool {
        self.reads(staff) && self.team.contains(&staff) && !self.left
    }
}

pub struct Act {
    pub name: &'static str,
    pub perform: for<'s, 'a> fn(&'s Scene<'a>) -> Doing<'s>,
    /// Returns `true` if the actor may do it, and updates the state.
    pub means: fn(&Scene<'_>, &mut Truth) -> bool,
}

/// `true` if the actor may hand over the lead of existing sessions: a supervisor, or their leader; never an admin.
fn gives(scene: &Scene<'_>) -> bool {
    scene.actor.role.can(access::Act::GiveLead)
        || (scene.relation == Relation::Leads && scene.actor.role.can(access::Act::Carry))
}

/// Sets who leads some of the three sessions, when the actor may.
fn lead(scene: &Scene<'_>, truth: &mut Truth, which: &[usize], leader: Option<StaffId>) -> bool {
    let unchanged = leader == Some(scene.leader());
    let may = unchanged || (gives(scene) && leader.is_none_or(|leader| truth.reads(leader)));
    if may {
        for session in which {
            truth.leads[*session] = leader;
        }
    }
    may
}

async fn take_off(s: &Scene<'_>, staff: StaffId) -> anyhow::Result<Done> {
    Ok(s.post(&format!("/care/people/{}/team/{staff}/remove", s.participant), "").await?.into())
}

/// Anyone who cares for the participant may take anybody off the team; in every scene somebody stays on it.
fn taken_off(scene: &Scene<'_>, truth: &mut Truth, staff: StaffId) -> bool {
    let may = truth.cares(scene.actor.staff);
    truth.team.retain(|one| !may || *one != staff);
    may
}

/// An act of the operator on the machine, which needs no role.
async fn on_the_machine(done: impl Future<Output = StoreResult<()>>) -> anyhow::Result<Done> {
    done.await?;
    Ok(Done { status: 303, ..Done::default() })
}

/// The colleague takes over all people of the carer.
fn handed_over(scene: &Scene<'_>, truth: &mut Truth) {
    truth.team.remove(&scene.carer.staff);
    truth.team.insert(scene.colleague.staff);
    truth.cares_for_other = scene.colleague.staff;
}

/// Puts the participant on a session that the actor leads, if the actor may.
fn lead_fresh(may: bool, scene: &Scene<'_>, truth: &mut Truth) -> bool {
    truth.fresh = may.then_some(scene.actor.staff);
    may
}

/// Plans a series without participants that the actor leads, and then sets its audience.
async fn widen_own(s: &Scene<'_>, audience: &str) -> anyhow::Result<Done> {
    let leader = format!("leader={}", s.actor.staff);
    let planned = s.plan(&format!("audience=people&{leader}")).await?;
    if planned.status == 303 { s.change_own(&format!("{audience}&{leader}")).await } else { Ok(planned) }
}

pub fn acts() -> Vec<Act> {
    vec![
        Act {
            name: "nothing",
            perform: |_| Box::pin(async move { Ok(Done { status: 303, ..Done::default() }) }),
            means: |_, _| true,
        },
        Act {
            name: "lead all of a series",
            perform: |s| Box::pin(async move { s.change(1, "all", &format!("leader={}", s.actor.staff)).await }),
            means: |s, truth| lead(s, truth, &[1, 2], Some(s.actor.staff)),
        },
        Act {
            name: "lead the rest of a series",
            perform: |s| Box::pin(async move { s.change(2, "following", &format!("leader={}", s.actor.staff)).await }),
            means: |s, truth| lead(s, truth, &[2], Some(s.actor.staff)),
        },
        Act {
            name: "lead one session",
            perform: |s| Box::pin(async move { s.change(1, "one", &format!("leader={}", s.actor.staff)).await }),
            means: |s, truth| lead(s, truth, &[1], Some(s.actor.staff)),
        },
        Act {
            name: "give the lead to a colleague",
            perform: |s| Box::pin(async move { s.change(1, "all", &format!("leader={}", s.colleague.staff)).await }),
            means: |s, truth| lead(s, truth, &[1, 2], Some(s.colleague.staff)),
        },
        Act {
            name: "let nobody lead",
            perform: |s| Box::pin(async move { s.change(1, "all", "leader=").await }),
            means: |s, truth| lead(s, truth, &[1, 2], None),
        },
        Act {
            name: "plan a series of the participant and lead it",
            perform: |s| {
                Box::pin(async move {
                    s.plan(&format!("audience=people&p_{}=on&leader={}", s.participant, s.actor.staff)).await
                })
            },
            means: |s, truth| lead_fresh(truth.cares(s.actor.staff), s, truth),
        },
        Act {
            name: "plan a series of the whole track and lead it",
            perform: |s| Box::pin(async move { s.plan(&format!("audience=Evening&leader={}", s.actor.staff)).await }),
            // Not everybody on the track is the actor's.
            means: |s, truth| lead_fresh(s.actor.role.can(access::Act::GiveLead), s, truth),
        },
        Act {
            name: "put the participant on a series that one leads",
            perform: |s| {
                Box::pin(async move { widen_own(s, &format!("audience=people&p_{}=on", s.participant)).await })
            },
            means: |s, truth| lead_fresh(truth.cares(s.actor.staff), s, truth),
        },
        Act {
            name: "put the whole track on a series that one leads",
            perform: |s| Box::pin(widen_own(s, "audience=Evening")),
            means: |s, truth| lead_fresh(s.actor.role.can(access::Act::GiveLead), s, truth),
        },
        Act {
            name: "move the participant to another track",
            perform: |s| {
                Box::pin(async move {
                    let path = format!("/care/people/{}/times", s.participant);
                    Ok(s.post(&path, "track=Day&began=2026-01-05&term_weeks=12").await?.into())
                })
            },
            means: |s, truth| {
                let may = truth.cares(s.actor.staff);
                truth.on = [true, !may, !may];
                may
            },
        },
        Act {
            name: "put oneself on a team",
            perform: |s| {
                Box::pin(async move {
                    Ok(s.post(&format!("/care/people/{}/team/{}", s.participant, s.actor.staff), "").await?.into())
                })
            },
            means: |s, truth| truth.cares(s.actor.staff),
        },
        Act {
            name: "put a colleague on a team",
            perform: |s| {
                Box::pin(async move {
                    Ok(s.post(&format!("/care/people/{}/team/{}", s.participant, s.colleague.staff), "").await?.into())
                })
            },
            means: |s, truth| {
                let may = truth.cares(s.actor.staff);
                truth.team.extend(may.then_some(s.colleague.staff));
                may
            },
        },
        Act {
            name: "bring a person in",
            perform: |s| {
                Box::pin(async move {
                    let said = s.post("/care/people", "name=Somebody+New").await?;
                    let newcomer =
                        said.header("location").strip_prefix("/care/people/").and_then(|rest| rest.get(..32));
                    Ok(Done { newcomer: newcomer.map(ToOwned::to_owned), ..said.into() })
                })
            },
            means: |s, truth| {
                let may = truth.reads(s.actor.staff);
                truth.brought_in = may.then_some(s.actor.staff);
                may
            },
        },
        Act {
            name: "make a code and confirm a phone",
            perform: |s| Box::pin(bring_a_phone_in(s)),
            means: |s, truth| {
                let may = truth.cares(s.actor.staff);
                truth.new_phone = may.then_some(200);
                may
            },
        },
        Act {
            name: "discharge",
            perform: |s| {
                Box::pin(
                    async move { Ok(s.post(&format!("/care/people/{}/discharge", s.participant), "").await?.into()) },
                )
            },
            means: |s, truth| {
                let may = truth.cares(s.actor.staff);
                truth.left |= may;
                may
            },
        },
        Act {
            name: "take the carer off a team",
            perform: |s| Box::pin(take_off(s, s.carer.staff)),
            means: |s, truth| taken_off(s, truth, s.carer.staff),
        },
        Act {
            name: "leave a team",
            perform: |s| Box::pin(take_off(s, s.actor.staff)),
            means: |s, truth| taken_off(s, truth, s.actor.staff),
        },
        Act {
            name: "shut the participant's phone out",
            perform: |s| {
                let path = format!("/care/people/{}/phones/{}/shut-out", s.participant, s.phone.who.device);
                Box::pin(async move { Ok(s.post(&path, "").await?.into()) })
            },
            means: |s, truth| {
                let may = truth.cares(s.actor.staff);
                truth.phone = if may { 410 } else { truth.phone };
                may
            },
        },
        Act {
            name: "be disabled",
            perform: |s| Box::pin(on_the_machine(s.app.store().disable_staff(s.actor.staff, None))),
            means: |s, truth| truth.roles.remove(&s.actor.staff).is_some(),
        },
        Act {
            name: "be disabled and enabled again: whoever was in is out until they join again",
            perform: |s| {
                Box::pin(on_the_machine(async move {
                    s.app.store().disable_staff(s.actor.staff, None).await?;
                    s.app.store().enable_staff(s.actor.staff, INVITATION_LIFE).await.map(drop)
                }))
            },
            means: |s, truth| truth.roles.remove(&s.actor.staff).is_some(),
        },
        Act {
            name: "be invited again after a lost passkey",
            perform: |s| {
                Box::pin(on_the_machine(async move {
                    s.app.store().invite_again(s.actor.staff, INVITATION_LIFE).await.map(drop)
                }))
            },
            means: |s, truth| truth.roles.remove(&s.actor.staff).is_some(),
        },
        Act {
            name: "hand the carer's people over to a colleague",
            perform: |s| {
                Box::pin(on_the_machine(async move {
                    s.app.store().hand_over(s.carer.staff, s.colleague.staff).await.map(drop)
                }))
            },
            means: |s, truth| {
                handed_over(s, truth);
                true
            },
        },
        Act {
            name: "disable the carer and hand their people over",
            perform: |s| Box::pin(on_the_machine(s.app.store().disable_staff(s.carer.staff, Some(s.colleague.staff)))),
            means: |s, truth| {
                handed_over(s, truth);
                truth.roles.remove(&s.carer.staff).is_some()
            },
        },
    ]
}

async fn bring_a_phone_in(s: &Scene<'_>) -> anyhow::Result<Done> {
    let person = format!("/care/people/{}", s.participant);
    let said = s.post(&format!("{person}/code"), "").await?;
    if said.status != 303 {
        return Ok(said.into());
    }
    // The code is in a cookie of the browser that asked for it.
    let token = said.token().context("a code")?;
    let code = token.split_once('.').context("a code")?.1;
    let (stranger, device) = (s.app.web()?, s.app.id(DeviceId::from_bytes));
    let waits = stranger.post("/api/v1/enrolments", &json!({"code": code, "device": device})).await?.json()?;
    let done = s.post(&format!("{person}/phones/{device}"), "answer=confirm").await?;
    let ticket = waits.pointer("/waiting/ticket").or_else(|| waits.get("ticket")).context("a ticket")?;
    let phone = stranger.post("/api/v1/enrolments/check", &json!({"ticket": ticket})).await?.token();
    Ok(Done { phone, ..done.into() })
}

/// Control: somebody comes to see the participant in a way that no rule knows.
pub fn behind_the_rules() -> Act {
    Act {
        name: "a relation that the rules know nothing of",
        perform: |s| {
            Box::pin(async move {
                s.app.store().assign(s.participant, s.colleague.staff).await?;
                Ok(Done { status: 303, ..Done::default() })
            })
        },
        means: |_, _| true,
    }
}
