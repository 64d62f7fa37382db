using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>The keys of <see cref="ProtectionPlan"/>.</summary>
public static class ProtectionFields
{
    public static readonly Field<double?> Cpu = new(
        "cpu", Shapes.NoneOr(Shapes.Ratio),
        "From which share of the processor time that the process may have calls are refused: of its cgroup's quota, or of the processors it may run on. Only while work waits for a thread as well.")
    {
        Default = 0.95,
        Because = "A busy processor is what was paid for; nobody is worse off until work waits. So it counts only from half of 'queue-wait' on.",
    };

    public static readonly Field<double?> Memory = new(
        "memory", Shapes.NoneOr(Shapes.Ratio),
        "From which share of the memory that the process may have calls are refused: of its cgroup's limit, without the file cache, or of what the collector may use, whichever is fuller.")
    {
        Default = 0.95,
        Because = "Beyond the limit the kernel ends the process, and every call in it. By then what is not used has been given back.",
    };

    public static readonly Field<TimeSpan?> QueueWait = new(
        "queue-wait", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10))),
        "From which wait for a thread on calls are refused, where it lasts for half a second.")
    {
        Default = TimeSpan.FromMilliseconds(20),
        Because = "It says what callers suffer, unlike any share of a resource; the bound is the one that WeChat's services have (DAGOR).",
    };

    public static readonly Field<KeyPlan> User = new(
        "user", Shapes.Key, "Whose calls are served, or refused, together. Calls without it are taken by chance.")
    {
        Default = KeyPlan.Client,
        Because = "A visit takes many calls: refusing a tenth of the users helps more people than refusing every tenth call.",
    };

    public static readonly Field<TimeSpan> Turn = new(
        "turn", Shapes.Duration(TimeSpan.FromSeconds(10), TimeSpan.FromHours(24)),
        "In what time everybody has been first and last once: those who are served change little by little.")
    {
        Default = TimeSpan.FromMinutes(10),
        Because = "Long enough to finish what one has begun, short enough that nobody is shut out for ever.",
    };
}
