namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>An interface that takes much longer than it did, with no queue to blame.</summary>
internal sealed record SlowerThanBefore(string Interface, TimeSpan Before, TimeSpan Now);
