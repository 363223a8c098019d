//! The staff side over HTTP: views by role and relation, and their ledger rows. On both databases.

mod care {
    pub mod desk;
    pub mod formed;
    pub mod forms;
    pub mod getting_in;
    pub mod leading;
    pub mod people;
    pub mod phones;
    pub mod reading;
    pub mod schedule;
    pub mod staff;
    pub mod stolen;
    pub mod team;
    pub mod texts;
}

macro_rules! on_both {
    ($($file:ident { $($case:ident),* $(,)? })*) => {
        mod sqlite {$($(
            #[tokio::test]
            async fn $case() -> anyhow::Result<()> { crate::care::$file::$case(tests::Db::Sqlite).await }
        )*)*}
        mod postgres {$($(
            #[tokio::test]
            async fn $case() -> anyhow::Result<()> { crate::care::$file::$case(tests::Db::Postgres).await }
        )*)*}
    };
}

on_both! {
    reading {
        a_read_without_its_ledger_row_shows_nothing,
        an_unshared_entry_is_unreadable_at_once,
        reviewing_is_told_once_and_only_by_who_has_read,
        a_reply_reaches_the_phone_and_a_refused_one_keeps_what_was_typed,
        every_random_read_is_matched_by_the_ledger_and_every_missing_row_is_noticed,
    }
    people {
        who_is_not_assigned_sees_nothing_and_cannot_tell_why,
        an_admin_reads_nobody,
        what_is_new_is_counted_until_it_is_opened,
        lists_are_in_the_ledger_once_a_day,
        a_long_list_comes_in_pages_and_links_lead_to_all_of_it,
        a_new_person_needs_a_name_and_keeps_what_was_typed,
        the_staff_side_speaks_spanish,
    }
    phones {
        a_code_works_once_and_for_ten_minutes,
        a_phone_is_in_only_after_staff_compared_the_number,
        a_stolen_phone_is_shut_out_by_the_care_team_at_once,
        only_the_care_team_shuts_a_phone_out_and_only_one_that_is_in,
    }
    getting_in {
        a_staff_sign_in_ends_after_fifteen_quiet_minutes_and_after_twelve_hours,
        a_page_that_asks_by_itself_keeps_nobody_signed_in,
        an_invitation_works_once_for_a_day,
        an_invitation_from_the_machine_sets_the_zone_and_names_what_it_does_not_know,
        invented_people_and_real_ones_never_share_a_database,
        a_demo_link_works_once_and_never_through_a_proxy,
        a_passkey_is_made_under_one_invitation_and_signs_in_as_often_as_asked,
        a_ceremony_signs_in_once_for_five_minutes_and_only_for_what_it_was_begun,
        ceremonies_that_nobody_finishes_are_bounded_per_network_and_never_over_all,
    }
    schedule {
        a_series_is_planned_by_a_form_and_is_on_the_phone_at_once,
        bad_input_comes_back_with_what_was_typed_and_what_is_allowed,
        a_clash_warns_before_it_is_saved_and_can_be_confirmed,
        one_session_is_moved_cancelled_and_given_back_by_forms,
        a_roster_names_only_whom_the_reader_may_see_and_the_ledger_says_so,
        attendance_is_marked_in_one_form_and_counted_on_the_persons_page,
        a_make_up_is_accepted_by_choosing_a_session_or_declined,
        zone_and_holidays_are_set_by_supervisors_only,
    }
    leading {
        nobody_takes_the_lead_of_what_is_there_and_reads_its_past,
        a_form_offers_whom_one_may_set_and_keeps_the_plan_without_a_leader,
        a_plan_tells_nothing_about_people_of_others,
        who_came_to_lead_is_read_on_the_phone,
    }
    team {
        a_colleague_reads_only_after_joining_the_care_team_and_the_ledger_says_so,
        a_discharge_is_asked_about_first_and_then_nobody_sees_anything,
        who_is_taken_off_a_care_team_sees_nothing_and_the_last_one_stays,
    }
    staff {
        the_operator_ends_an_account_while_the_server_runs,
        the_operator_renews_a_lost_passkey_and_lets_somebody_in_again,
        the_operator_is_told_in_plain_words_what_cannot_be,
    }
    texts {
        f16_f17_every_field_of_staff_cleans_what_is_harmless_and_says_why_it_refuses,
        f27_every_text_of_a_person_has_its_own_direction_on_every_staff_page,
        f29_lists_of_names_are_in_the_order_of_the_language,
    }
    forms {
        f4_every_form_of_staff_posted_twice_is_done_once,
        f4_two_replies_at_once_are_one_and_without_a_key_they_are_two,
        f10_every_form_posted_from_an_older_page_shows_what_is_there_now_beside_what_was_typed,
        f10_two_rosters_that_mark_different_participants_both_stand,
        f6_every_form_posted_after_the_sign_in_ended_is_kept_for_its_account_and_comes_back,
        f6_what_was_kept_over_an_older_version_is_still_compared_with_what_is_there,
        f6_a_page_of_one_account_is_not_posted_by_another_and_not_lost,
        f6_typing_keeps_the_sign_in_and_a_warning_is_on_every_page,
        every_role_without_a_key_is_refused_as_before,
    }
    stolen {
        a_stolen_database_names_nobody,
    }
}
