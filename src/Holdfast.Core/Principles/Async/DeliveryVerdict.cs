using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <param name="IsHeldUp">The service takes none now: the others wait too.</param>
/// <param name="For">At least so long; zero: it is not known.</param>
internal readonly record struct DeliveryVerdict(Settlement Settlement, bool IsHeldUp = false, TimeSpan For = default);
