using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Limits.Protection;

internal static class ProtectionErrors
{
    public static readonly KnownError Overloaded = new(
        "HF4070", "The gateway itself has more calls than it can carry; this one is not among those that are answered now.",
        "A process that takes in more than it can do is late with everything, whatever service it is for, or is ended when its memory is used up. So the least critical calls are refused first, and among their like some users for a while rather than everybody now and then.",
        "Wait for as long as 'Retry-After' says. The number it was decided on is in 'holdfast why'; give the process more processors or memory, or run one more of it.") { Status = 503 };

    public static readonly KnownError Nothing = new(
        "HF2310", "A protection that looks at nothing",
        "With every number switched off no call would ever be refused.",
        "Keep one of 'queue-wait', 'cpu' and 'memory', or leave 'protect' out.",
        "protect: { cpu: none, memory: none }");

    public static readonly KnownError CpuAlone = new(
        "HF2311", "A bound for the processor without one for the wait",
        "A busy processor harms nobody while nothing waits for it, so it counts only where work waits as well.",
        "Keep 'queue-wait', or switch 'cpu' off too.",
        "protect: { queue-wait: none, cpu: none }");

    public static IReadOnlyList<KnownError> All { get; } = [Overloaded, Nothing, CpuAlone];
}
