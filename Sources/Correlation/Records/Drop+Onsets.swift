import Vocabulary

extension Drop {
  /// The same drop with every onset trusted no further than `LinkModel.Onset` says.
  var strayed: Drop {
    let model = LinkModel.Onset.self
    let lag = model.slowLag * Double(window.seconds)
    func strayed(_ onset: TimeDistribution, _ parts: [DropPart]) -> TimeDistribution {
      onset.earlier(share: model.slowShare, mean: lag, mostSteps: model.mostSlowSteps)
        .strayed(
          OnsetStrays(share: model.strayShare, latest: lowAfterSteps(onset, parts)))
    }
    var drop = self
    drop.onset = strayed(onset, parts)
    for place in parts.indices {
      drop.parts[place].onset = strayed(parts[place].onset, [parts[place]])
    }
    return drop
  }

  /// The same drop with no onset at or after its own end.
  ///
  /// Where most of an onset lies there, it is dated wrongly, as far as `LinkModel.Onset` allows.
  var begunBeforeItsEnd: Drop {
    let model = LinkModel.Onset.self
    return redated { onset, end in
      guard case .ended(let end) = end else { return onset }
      let (before, share) = onset.kept(before: end)
      if share > model.strayShare { return before ?? onset }
      return onset.strayed(OnsetStrays(share: model.strayShare)).kept(
        before: end
      ).moment ?? onset
    }
  }

  /// The onset by which half of it had begun, parts counting by the square of their signal: a weak part
  /// that seems to fall hours before all others says little of when the drop began.
  var midOnset: TimeDistribution {
    let ordered = parts.sorted { ($0.onset.mode, $0.series) < ($1.onset.mode, $1.series) }
    let half = ordered.reduce(0) { $0 + $1.signal * $1.signal } / 2
    var sum = 0.0
    for part in ordered {
      sum += part.signal * part.signal
      if sum >= half { return part.onset }
    }
    return onset
  }
}
