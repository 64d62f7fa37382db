using System.Globalization;
using System.Text;
using Holdfast.Cli.Plans;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;
using Holdfast.Gateway;

namespace Holdfast.Cli.Up;

/// <summary>Tells the terminal and the supervisor what becomes of a changed plan.</summary>
internal sealed class PlanChangeReport(
    GatewayServer gateway, Supervisor supervisor, Screen screen, TimeProvider time) : IPlanReport
{
    private const int ChangesShownMax = 10;

    public void Began() => supervisor.Reloading();

    public void Live(HoldfastPlan before, HoldfastPlan now)
    {
        var changes = PlanDiff.Compare(before, now);
        var text = new StringBuilder($"{Now} revision {Revision} is live");
        text.Append(changes.Count == 0 ? ", with the same meaning\n" : ":\n");
        foreach (var change in changes.Take(ChangesShownMax))
            text.Append(CultureInfo.InvariantCulture, $"  {change}\n");
        if (changes.Count > ChangesShownMax)
            text.Append(CultureInfo.InvariantCulture, $"  and {changes.Count - ChangesShownMax} more\n");
        screen.Say(text.ToString());
        Settle();
    }

    public void Refused(PlanRefusal refusal)
    {
        gateway.Runtime.Refuse(Source(refusal), Math.Max(1, refusal.Result.ErrorsTotal), refusal.Reason ?? refusal.Result.Errors[0].ToString());
        var why = refusal.Reason is { } reason
            ? $"{reason}\n"
            : PlanErrorText.Of(refusal.Result, new SourceLines(new DiskPlanFiles()));
        screen.Complain($"{why}{Now} the changed plan is refused: revision {Revision} serves on\n");
        Settle();
    }

    public void Unchanged(bool isAsked)
    {
        if (isAsked)
            screen.Say($"{Now} the plan was read again: revision {Revision} is what it says\n");
        Settle();
    }

    private static string Source(PlanRefusal refusal) => refusal.Reason is null ? refusal.Result.Errors[0].Place.File : "";

    private string Revision => gateway.Runtime.Plan!.Revision.Name;

    private string Now => time.GetLocalNow().ToString("HH:mm:ss");

    private void Settle() => supervisor.Ready($"serving revision {Revision}");
}
