using Holdfast.Cli.Plans;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;
using Holdfast.Gateway;

namespace Holdfast.Cli.Up;

/// <summary>Tells the terminal and the service supervisor what becomes of a changed plan.</summary>
internal sealed class PlanChangeReport(GatewayServer gateway, Supervisor supervisor, TimeProvider time) : IPlanReport
{
    private const int ChangesShownMax = 10;

    public void Began() => supervisor.Reloading();

    public void Live(HoldfastPlan before, HoldfastPlan now)
    {
        var changes = PlanDiff.Compare(before, now);
        Say($"revision {Revision} is live" + (changes.Count == 0 ? ", with the same meaning" : ":"));
        foreach (var change in changes.Take(ChangesShownMax))
            Console.Out.WriteLine($"  {change}");
        if (changes.Count > ChangesShownMax)
            Console.Out.WriteLine($"  and {changes.Count - ChangesShownMax} more");
        Settle();
    }

    public void Refused(PlanRefusal refusal)
    {
        Console.Error.Write(refusal.Reason is { } reason
            ? $"{reason}\n"
            : PlanErrorText.Of(refusal.Result, new SourceLines(new DiskPlanFiles())));
        Console.Error.WriteLine($"{Now} the changed plan is refused: revision {Revision} serves on");
        Settle();
    }

    public void Unchanged(bool isAsked)
    {
        if (isAsked)
            Say($"the plan was read again: revision {Revision} is what it says");
        Settle();
    }

    private string Revision => gateway.Runtime.Plan!.Revision.Name;

    private string Now => time.GetLocalNow().ToString("HH:mm:ss");

    private void Say(string text) => Console.Out.WriteLine($"{Now} {text}");

    private void Settle() => supervisor.Ready($"serving revision {Revision}");
}
