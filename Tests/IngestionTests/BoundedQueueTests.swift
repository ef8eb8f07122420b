import Dispatch
import Synchronization
import Testing

@testable import Ingestion

@Suite("Handing values from one thread to another")
struct BoundedQueueTests {
  @Test("Every value comes once and in order, whoever is ahead", arguments: [1, 8])
  func order(capacity: Int) {
    let queue = BoundedQueue<Int>(capacity: capacity)
    DispatchQueue.global().async {
      for value in 0..<20_000 { _ = queue.put(value) }
    }
    #expect((0..<20_000).allSatisfy { queue.take() == $0 })
  }

  @Test("Who would wait does other work as long as there is some")
  func meanwhile() {
    let queue = BoundedQueue<Int>(capacity: 1)
    #expect(queue.put(1))
    var pieces = 3
    let isPut = queue.put(2) {
      pieces -= 1
      if pieces == 0 { _ = queue.take() }
      return true
    }
    #expect(isPut && pieces == 0)
    #expect(queue.take() == 2)
    let taken = queue.take { queue.put(3) }
    #expect(taken == 3)
  }

  @Test("A waiting taker that is woken looks for other work again")
  func woken() {
    let queue = BoundedQueue<Int>(capacity: 1)
    let hasWork = Atomic(false)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) {
      hasWork.store(true, ordering: .sequentiallyConsistent)
      queue.wakeTaker()
    }
    let taken = queue.take {
      guard hasWork.exchange(false, ordering: .sequentiallyConsistent) else { return false }
      return queue.put(7)
    }
    #expect(taken == 7)
  }

  @Test("Cancelled, both sides go on without a value")
  func cancelled() {
    let empty = BoundedQueue<Int>(capacity: 1)
    let full = BoundedQueue<Int>(capacity: 1)
    _ = full.put(1)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) {
      empty.cancel()
      full.cancel()
    }
    #expect(empty.take() == nil)
    #expect(!full.put(2))
    #expect(full.take() == nil)
  }
}
