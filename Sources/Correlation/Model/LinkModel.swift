import Vocabulary

/// Every number of the linking model, each with its reason.
///
/// A change is linked by competing hazards: a change behind a drop makes it begin after a delay,
/// where it reached, and end when it is undone; everything else makes drops at a rate of its own.
/// Weights are logarithms of the ratio of the two likelihoods.
enum LinkModel {
  /// How long after its start a change makes orders fall.
  enum Delay {
    /// Most faults show as soon as traffic meets them.
    static let promptShare = 0.6
    /// Minutes; a first machine takes traffic at once and a rollout is through in a quarter hour.
    static let promptMean = 6.0
    /// Faults that need a warm-up, a full rollout or a cache to turn over.
    static let delayedShare = 0.3
    /// Minutes; the usual life of caches and of slow rollouts.
    static let delayedMedian = 40.0
    /// Spread on the logarithmic scale: two in three between 18 and 90 minutes.
    static let delayedSigma = 0.8
    /// Leaks, nightly jobs and rare paths; the rest of the weight.
    static let slowShare = 0.1
    /// Minutes; half of the slow ones within eight hours, so that the next working day is reached.
    static let slowMean = 720.0
    /// Share of a drop's chance that belongs to the first step that reached its scope; the rest is
    /// spread evenly over later steps, since a canary may be too small to show.
    static let firstStepShare = 0.6
    /// Least density against an even spread: a delay the model rules out may be a wrong clock.
    static let floor = 1e-6
    /// Above this share of the onset before the step, it is said that orders were already low.
    static let alreadyLowFrom = 0.01
  }

  /// How far an onset can be trusted.
  enum Onset {
    /// Share of onsets that detection dates wrongly by more than it knows: slow beginnings, weak
    /// series, neighbours that speak for the drop.
    static let strayShare = 0.3
    /// Steps by which such an onset may be off, either way, evenly.
    static let straySteps = 3
    /// Of onsets that would lie where the counts show orders to be low already, the share that does.
    static let afterLow = 0.05
    /// Share of drops that come on slowly, so that the fall shows after it has begun.
    static let slowShare = 0.2
    /// By how much later, on average, as a share of the drop's length.
    static let slowLag = 0.15
    /// Steps back that are weighed.
    static let mostSlowSteps = 96
  }

  /// Changes that stand just before a drop for other reasons than being behind it: people who act on
  /// first signs, and work that is bound to the same hours.
  enum Coincidence {
    /// Changes a minute beside those that the log lets one expect.
    static let perMinute = 0.1
    /// At most so many times what the log holds anyway: where changes are rare, so are these.
    static let largestRatio = 1.0
    /// Reaches rarer than this are not taken for more telling.
    static let leastReachShare = 0.05
    /// Of these, the share that go just where orders fell.
    static let sameReachShare = 0.4
    /// Minutes before the onset in which they stand.
    static let within = 20.0
  }

  /// What the log as a whole tells before a drop.
  enum Recent {
    /// Thirteen weeks: enough for rare services, and not the log of another year.
    static let seconds = 13 * 7 * 86_400
    /// So many changes missing by chance happens in fewer than one case in a hundred.
    static let strangeSilence = 5.0
    /// Fewer steps do not tell when a log began.
    static let denseFrom = 20
  }

  /// How often changes happen, and how causes outside the log follow the same hours.
  enum Rate {
    /// Hours of average rate added to each hour of the week, so that a few weeks do not make a
    /// silent hour impossible.
    static let shrinkageHours = 4.0
    /// Share of unrecorded causes that keep working hours (people, unrecorded changes); the rest
    /// (clouds, payment providers) come at any hour.
    static let workingHoursShare = 0.5
    /// Minutes; a shorter log gives no rate.
    static let leastExposure = 60.0
    /// Half a change is added, so that a log without changes has a rate above zero.
    static let priorChanges = 0.5
  }

  /// Where a change makes orders fall.
  enum Scope {
    /// A way a fault shows, with its share and the chance that a marketplace falls.
    struct Component {
      let share: Double
      let whereReached: Double
      let whereNotReached: Double
    }

    /// Most faults show wherever they went and nowhere else; some need a local condition; a few
    /// break something that all marketplaces share.
    static let components = [
      Component(share: 0.77, whereReached: 0.9, whereNotReached: 0.02),
      Component(share: 0.20, whereReached: 0.5, whereNotReached: 0.02),
      Component(share: 0.03, whereReached: 0.9, whereNotReached: 0.9),
    ]
    /// Other causes respect the borders that rollouts respect (regions, cells) half of the time.
    static let rolloutLikeShare = 0.5
    /// Of the others, those that strike one marketplace alone: a bank, a carrier, a border of law.
    static let onePlaceShare = 0.5
    /// Falls differ between marketplaces by about this share of the mean fall.
    static let depthSpread = 0.4
    /// Baselines err by about two percent beyond their standard error.
    static let baselineError = 0.02
    /// Largest logarithm of the ratio that one marketplace may give between falling and not.
    static let largestReading = 30.0
    /// Where and how deep orders fell may not decide alone: the log of reaches may be wrong.
    static let largestWeight = 6.0
    /// Most frequent reaches kept; beyond it their shares no longer matter.
    static let reachesKept = 256
    /// Marketplaces up to which the comparison is a line of its own; beyond, splitting costs more
    /// time than its second line is worth.
    static let splitUpTo = 64
    /// Points at which the share of marketplaces hit is tried.
    static let quadraturePoints = 64
    /// From this chance of having been there a marketplace is named as reached.
    static let reachedFrom = 0.5
  }

  /// How marketplaces fall one after the other.
  enum Spread {
    /// Minutes over which unrelated onsets scatter.
    static let scatter = 120.0
    /// Other causes mostly strike all at once.
    static let otherTogetherShare = 0.75
    /// Minutes; steps closer than this cannot be told apart.
    static let resolution = 5.0
  }

  /// How the onsets of one drop hang together.
  enum Together {
    /// Minutes by which the delays of one fault differ between marketplaces, of which one is chosen by
    /// the delay; the least is what traffic and clocks differ by.
    static let scatters = [2.0, 4, 8, 16, 32]
    /// The same as a share of the delay: caches and loads differ, and the more time passes the more.
    static let scatterShare = 0.05
    /// Share of marketplaces whose onset has nothing to do with what their data seem to show.
    static let strayShare = 0.03
    /// Share of rows that say wrongly where a change went; such as say nothing of it are known.
    static let wrongReach = 0.05
    /// Share of drops whose onset is dated wrongly in all marketplaces alike, by up to
    /// `Onset.straySteps`: what they have in common misleads them together.
    static let commonStray = 0.4
    /// Where several steps came to one marketplace, the share of the chance that belongs to the first;
    /// it may have been too small to show.
    static let firstStepShare = 0.8
    /// If other causes strike one after the other: the share that fall with one before.
    static let againShare = 0.7
    /// More marketplaces than this say no more about when.
    static let mostPlaces = 32
    /// Delays are tried in steps of so many minutes, and of this ratio where that is more.
    static let leastWidth = 0.75
    static let ratio = 1.06
    /// Weight below which a delay is left out.
    static let negligible = 1e-9
    /// In the place of likelihoods too small to be told from none.
    static let least = 1e-300
  }

  /// What undoing a change does.
  enum Recovery {
    /// Chance that a change behind a long drop is undone while the drop lasts.
    static let undoneIfBehind = 0.65
    /// Chance that a change near a drop is undone on suspicion though it was not behind it, beside
    /// what the log undoes anyway.
    static let undoneOnSuspicion = 0.08
    /// Chance that a change behind a drop stays and a further change of its service repairs it.
    static let fixedIfBehind = 0.12
    /// Minutes before the end in which a change may have repaired it.
    static let fixedBefore = 60.0
    /// Minutes people need to decide; shorter drops are over before anybody undoes anything.
    static let decisionTime = 30.0
    /// Orders come back soon after the undoing, about 2 to 20 minutes.
    static let promptShare = 0.9
    static let promptMedian = 7.0
    static let promptSigma = 0.9
    /// Minutes; queues and caches that must drain first.
    static let slowMean = 60.0
    /// Minutes; logs often record an undoing when it is done rather than when it began.
    static let recordingLag = 3.0
    /// Minutes; a drop is taken to end at random no faster than about this.
    static let leastBackgroundMean = 60.0
    /// Minutes after the end in which an undoing still counts as of the drop.
    static let afterEnd = 10.0
    /// Minutes that an undoing takes to reach all machines.
    static let undoingTime = 10.0
    /// Chance that a drop begins after its change was undone: damaged data, stale caches.
    static let afterUndoing = 0.02
    static let largestWeight = 5.0
    static let leastWeight = -5.0
  }

  /// How much likelier a change of a service is behind a drop, by where it lies; only ratios count.
  enum Topology {
    /// The service whose own orders fell is changed before such drops most often.
    static let sameService = 8.0
    /// One, two, three and more hops below it: a fault must pass each caller on its way up.
    static let dependency = [4.0, 2.5, 1.5]
    static let unrelated = 0.3
    static let unregistered = 0.7
    /// Its own orders were watched and did not fall.
    static let ownOrdersHeld = 0.3
    /// Tier 1, and one, two, three and more hops below it.
    static let orderPath = [3.0, 2.0, 1.5, 1.2]
    static let offOrderPath = 0.4
    static let notInRegister = 0.8
    /// A service that many stand on takes orders with it, one that nobody calls rarely does: the risk
    /// grows with the root of the services above, within bounds, since registers have gaps.
    static let dependentsExponent = 0.6
    static let mostDependents = Evidence.Topology.mostDependents
  }

  /// What earlier steps of a service tell.
  enum Repetition {
    /// Seconds in which a drop follows closely: the prompt part of the delays and its margin.
    static let closeSeconds = 3600
    /// Seconds after a step at which what follows is chance: a week on, at the same hour.
    static let apartSeconds = 7 * 86_400
    /// Steps of average record added to each service.
    static let priorSteps = 20.0
    /// Least share of steps followed by a drop that is taken as average.
    static let leastShare = 0.005
    /// A record of a service is a hint, never a proof.
    static let largestRatio = 3.0
    static let leastRatio = 0.5
  }

  /// What it tells that people named the service.
  enum Naming {
    /// People name the service that shows the symptom about as often as the one changed.
    static let ratio = 3.0
    /// Seconds an incident may be declared before the onset range, and after the end.
    static let secondsBefore = 1800
    static let secondsAfter = 6 * 3600
  }

  /// What drops that people have judged may teach.
  enum Learning {
    /// Below it chance says more than the cases do.
    static let leastCases = 20
    /// The defaults count as so many cases, so that they fade as cases come and never jump.
    static let casesOfDefaults = 20.0
    /// The parts of the delays hardly move after so many.
    static let rounds = 20
  }

  /// How often a change this close precedes a quiet minute.
  enum Placebo {
    /// Minutes tried; the standard error of a share of a half is then one percent.
    static let points = 2500
    /// Seconds kept clear before and after each drop.
    static let clearBefore = 600
    static let clearAfter = 3600
  }
}
