import Vocabulary

/// One report as content, which HTML and Markdown render without adding or leaving out a word.
struct Document: Sendable {
  var title: String
  /// Period and state in one line.
  var status: Phrase
  var verdict: Verdict
  var facts: [Fact]
  var sections: [Section]
  /// "How this report was made".
  var provenance: Section
  /// Where the page lies, so that links find their way.
  var location: Location
  /// For reports that are read on paper: smaller there, so that they take few pages.
  var printsSmall = false

  enum Location: Hashable, Sendable {
    case root
    /// In `drops/`.
    case drop(DropID)
    /// In a folder of its own, without other pages to link to.
    case alone
  }
}

/// What a reader who stops after it must have understood.
struct Verdict: Sendable {
  enum Tone: String, Sendable {
    /// Nothing needs a look.
    case calm
    case attention
    /// Part of the night could not be looked at.
    case incomplete
  }

  var tone: Tone
  var lead: Phrase
  var rest: Phrase
}

/// A key figure: what it is, its value, and its size or limits.
struct Fact: Sendable {
  var name: String
  var value: String
  var detail: Phrase
}

struct Section: Sendable {
  /// Stable between runs, unique on the page.
  var id: String
  var title: String
  var blocks: [Block]
}

indirect enum Block: Sendable {
  case paragraph(Phrase)
  /// Smaller and quieter than a paragraph.
  case note(Phrase)
  case list([Phrase])
  case subheading(String)
  case table(Table)
  case figure(Figure)
  case details(summary: String, [Block])
}

struct Table: Sendable {
  var caption: Phrase
  var columns: [Column]
  var rows: [Row]
  /// Offers sorting to readers whose browser runs the script.
  var isSortable = true

  struct Column: Sendable {
    var title: String
    var alignment: Alignment = .leading
  }

  enum Alignment: Sendable {
    case leading, trailing
    /// Sentences, which need room.
    case prose
  }

  struct Row: Sendable {
    /// An anchor, if the row is one that other places link to.
    var anchor: String?
    /// As many as the columns; the first names the row.
    var cells: [Cell]

    init(anchor: String? = nil, _ cells: [Cell]) {
      self.anchor = anchor
      self.cells = cells
    }
  }
}

struct Cell: Sendable, ExpressibleByStringInterpolation {
  var phrase: Phrase
  /// Drawn before the words; says nothing that the row does not also say in words.
  var drawing: Drawing?
  /// Sorted by this instead of by the words.
  var sortKey: Double?

  enum Drawing: Sendable {
    case spark(Sparkline)
    case weight(LogOdds)
    case probability(Probability)
  }

  init(_ phrase: Phrase, drawing: Drawing? = nil, sortKey: Double? = nil) {
    self.phrase = phrase
    self.drawing = drawing
    self.sortKey = sortKey
  }

  init(stringLiteral value: String) { self.init(Phrase(stringLiteral: value)) }
  init(stringInterpolation: Phrase.StringInterpolation) {
    self.init(Phrase(stringInterpolation: stringInterpolation))
  }
}

/// A picture with the words for those who do not see it.
struct Figure: Sendable {
  var id: String
  var title: String
  /// What the picture shows, in words.
  var description: String
  var drawing: SVG
  var caption: Phrase
  /// Its file beside the Markdown; by its id unless it is called otherwise.
  var file: String { name ?? "\(stem(id)).svg" }
  /// What its file is called.
  var name: String?
}

extension Document {
  /// Every picture of the page by its file, for a folder that also holds Markdown.
  var pictures: [String: String] {
    Dictionary(
      (sections + [provenance]).flatMap(\.blocks).flatMap(\.figures).map {
        ($0.file, $0.drawing.standalone(title: $0.title, description: $0.description))
      }
    ) { first, _ in first }
  }
}

extension Block {
  fileprivate var figures: [Figure] {
    switch self {
    case .figure(let figure): [figure]
    case .details(_, let inner): inner.flatMap(\.figures)
    case .paragraph, .note, .list, .subheading, .table: []
    }
  }
}
