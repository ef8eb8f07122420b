import Glibc

/// The policy that `init` writes beside the settings: the built-in safeguards, spelled out.
enum StarterPolicy {
  /// Where it belongs beside these settings; `nil` if one lies there already.
  static func place(beside settings: String) -> String? {
    let path = Settings.folder(of: settings) + PolicyFile.usualName
    return access(path, F_OK) == 0 ? nil : path
  }

  static let text = """
    # The safeguards that changes are held against, by faultline nightly, audit and gate.
    # Every report names the sha256 of this file. What each line means: docs/policy.md

    # Does a control of which the records say nothing keep a change back at the gate?
    unknown_blocks = true

    [reset]
    name = "code safety reset"
    # start = "2026-03-09"   # day 0
    days = 90

    # The systems covered: a tier of services.csv, a list, or both.
    [scope]
    tier = 1
    # systems = ["gift-cards", "loyalty"]

    [rules.r1]   # besides the author
    control = "two_reviewers"
    reviewers = 2

    [rules.r2]   # a change record, approved before the start
    control = "change_record"

    [rules.r3]
    control = "standards_check"

    [rules.r4]
    control = "reliability_tests"

    # Changes approved once for all, by their type in change_records.
    [standard]
    record_types = ["standard"]
    excused_from = []

    # Break-glass changes.
    [emergency]
    excused_from = []
    approval_within_hours = 0   # an approval counts up to so long after the start

    # [[exceptions]]
    # id = "EX-1"
    # rules = ["r4"]
    # systems = ["gift-cards"]      # or changes = ["CHG-1"]
    # from = "2026-03-09"
    # until = "2026-04-30"          # the last day
    # reason = "No test stage before the move to the new cluster"
    # owner = "Team Gift Cards"     # a team, never a person
    # closed = "2026-04-20"         # once it is put right

    # What areas are called whose directors and VPs stand in services.csv by a person's name.
    # [areas]
    # "Name in services.csv" = "Checkout"

    """
}
