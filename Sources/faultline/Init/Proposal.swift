import Ingestion
import Vocabulary

/// All that `init` is to write.
struct Proposal {
  private let answers: any Answers
  private var drafts: [Draft] = []
  private var unknown: [String] = []
  private var aliases: [(names: [String], isSure: Bool)] = []

  init(answers: any Answers) { self.answers = answers }

  /// Files of one kind with the same headings go together. Throws all files that cannot be read,
  /// as `InputProblems`.
  mutating func take(_ files: [String], _ builder: DraftBuilder) throws {
    var problems: [InputProblem] = []
    for file in files {
      do {
        guard let draft = try builder.draft(file, beside: files) else {
          unknown.append(file)
          continue
        }
        add(draft)
      } catch let problem as InputProblem {
        problems.append(problem)
      }
    }
    if let problems = InputProblems(problems) { throw problems }
    askNames()
  }

  var openQuestions: Int {
    unknown.count + drafts.reduce(0) { $0 + $1.open.count }
      + (aliases.contains { !$0.isSure } ? 1 : 0)
  }

  var text: String {
    SettingsText.write(named, aliases: aliases, unknown: unknown)
  }

  private mutating func add(_ draft: Draft) {
    let same = drafts.firstIndex { other in
      other.feed == draft.feed && other.preset?.name == draft.preset?.name
        && other.look.headings == draft.look.headings && other.encoding == draft.encoding
        && other.dialect == draft.dialect && other.zone == draft.zone
        && other.columns == draft.columns && draft.open.isEmpty && other.open.isEmpty
    }
    if let same { drafts[same].files += draft.files } else { drafts.append(draft) }
  }

  /// A table is called by its feed where that is clear, or else by its preset, with a number.
  private var named: [(name: String, draft: Draft)] {
    var used: Set<String> = []
    return drafts.map { draft in
      let isOnly = drafts.count { $0.feed == draft.feed } == 1
      let base =
        isOnly ? draft.feed.rawValue : draft.preset?.name ?? "\(draft.feed.rawValue)-export"
      var name = base
      var number = 2
      while !used.insert(name).inserted {
        name = "\(base)-\(number)"
        number += 1
      }
      return (name, draft)
    }
  }

  /// More than so many questions of one kind are asked as one: nobody answers hundreds.
  private static let questionsAtMost = 10

  /// Asks of systems whose names differ from feed to feed whether they are one.
  private mutating func askNames() {
    let groups = SystemNames.groups(systems)
    guard groups.count <= Proposal.questionsAtMost else { return askNames(all: groups) }
    for group in groups {
      let answer = answers.answer(
        "\(group.count) systems have names that are nearly one: \(list(group)). Same?",
        suggestion: "y/N")
      switch answer?.lowercased() {
      case nil: aliases.append((group, false))
      case "y", "yes": aliases.append((group, true))
      default: continue
      }
    }
  }

  private mutating func askNames(all groups: [[String]]) {
    let answer = answers.answer(
      "\(groups.count) times, systems have names that are nearly one, such as "
        + groups.prefix(3).map { "\(list($0))" }.joined(separator: "; ")
        + ". Are they the same each time? Without an answer all are listed in the settings.",
      suggestion: "y/N/?")
    switch answer?.lowercased() {
    case "n", "no": return
    case "y", "yes": aliases += groups.map { ($0, true) }
    default: aliases += groups.map { ($0, false) }
    }
  }

  private func list(_ names: [String]) -> String {
    names.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: ", ")
  }

  /// The names in all files that can be read as they are mapped; order metrics are too long for it.
  private var systems: Set<String> {
    var names: Set<String> = []
    for draft in drafts where draft.open.isEmpty && draft.feed != .orderMetrics {
      for path in draft.files {
        let form = draft.isOwn ? FileForm.own(zone: nil) : .mapped(draft.mapping)
        guard let reading = try? FeedReader.read(draft.inputFile(path), as: form, samples: { _ in })
        else { continue }
        names.formUnion(reading.records.systems)
      }
    }
    return names
  }
}

extension FileReading.Records {
  /// The systems that the records name.
  var systems: [String] {
    switch self {
    case .deploys(let records): records.map(\.deployment.service.name)
    case .incidents(let incidents): incidents.flatMap(\.services).map(\.name)
    case .services(let entries): entries.map(\.service.name)
    case .calendar, .changeRecords, .samples: []
    }
  }
}
