namespace Holdfast.Core.Readings;

/// <summary>Something that conditions can look at.</summary>
/// <param name="Name">As it is written: <c>p99(orders)</c>.</param>
/// <param name="About">What it is, in a line.</param>
public sealed record ReadingKind(string Name, ReadingSubject Subject, ReadingUnit Unit, string About)
{
    public static readonly ReadingKind Calls = new("calls", ReadingSubject.Interface, ReadingUnit.Rate, "calls a second, over the last ten seconds");

    public static readonly ReadingKind Errors = new("errors", ReadingSubject.Interface, ReadingUnit.Ratio, "the share of its calls that fail");

    public static readonly ReadingKind Refusals = new("refusals", ReadingSubject.Interface, ReadingUnit.Ratio, "the share of its calls that are refused, by whatever");

    public static readonly ReadingKind Median = new("p50", ReadingSubject.Interface, ReadingUnit.Time, "half of its calls are answered within this");

    public static readonly ReadingKind Slowest = new("p99", ReadingSubject.Interface, ReadingUnit.Time, "99% of its calls are answered within this");

    public static readonly ReadingKind InFlight = new("in-flight", ReadingSubject.Interface, ReadingUnit.Count, "its calls on their way now");

    public static readonly ReadingKind Attempts = new("attempts", ReadingSubject.Service, ReadingUnit.Rate, "attempts a second on its live version, over the last ten seconds");

    public static readonly ReadingKind Usable = new("usable", ReadingSubject.Service, ReadingUnit.Ratio, "the share of the nodes of its live version that get traffic");

    public static readonly ReadingKind Overload = new("overload", ReadingSubject.Service, ReadingUnit.Flag, "its overload protection refuses calls");

    public static readonly ReadingKind Breaker = new("breaker", ReadingSubject.Service, ReadingUnit.Flag, "a breaker of its live version is open");

    public static readonly ReadingKind Cpu = new("cpu", ReadingSubject.Process, ReadingUnit.Ratio, "the share of the processor time that the process may have");

    public static readonly ReadingKind Memory = new("memory", ReadingSubject.Process, ReadingUnit.Ratio, "the share of the memory that the process may have");

    public static readonly ReadingKind QueueWait = new("queue-wait", ReadingSubject.Process, ReadingUnit.Time, "how long work waits for a thread");

    /// <summary>A written list.</summary>
    public static IReadOnlyList<ReadingKind> All { get; } =
        [Calls, Errors, Refusals, Median, Slowest, InFlight, Attempts, Usable, Overload, Breaker, Cpu, Memory, QueueWait];

    public static ReadingKind? Find(string name) => All.FirstOrDefault(one => one.Name == name);
}
