using System.Text;
using Holdfast.Cli.Plans;
using Holdfast.Control.Access;

namespace Holdfast.Cli.Up;

/// <summary>What a person wants to know once the process serves.</summary>
internal static class UpBanner
{
    /// <param name="isShown">Whether a person reads it as it is written; a log is read by others, and later.</param>
    public static string Of(UpServer server, UpPlan plan, string dataFolder, bool isShown)
    {
        var text = new StringBuilder($"Holdfast {ProductVersion.Text}\n\n");
        Line(text, "traffic", string.Join("  ", server.Traffic.Select(static url => url.GetLeftPart(UriPartial.Authority))));
        Line(text, "plan", $"{plan.Name}, revision {server.Gateway.Runtime.Plan!.Revision}: {PlanSummary.Of(plan.Plan)}");
        Line(text, "console", Way(server, isShown));
        Line(text, "admin", $"{server.Admin.GetLeftPart(UriPartial.Authority)}  (/healthz/ready, /metrics, /api/status)");
        Line(text, "data", dataFolder);
        text.Append('\n');
        text.Append(plan.File is null ? "" : "Save the plan and it takes effect. ");
        text.Append(plan.Observed is null ? "" : "'holdfast observe' shows what it is asked for, and drafts a plan from that. ");
        return text.Append("'holdfast status' shows what is going on. Ctrl-C lets calls finish, twice ends at once.\n").ToString();
    }

    private static string Way(UpServer server, bool isShown)
    {
        var address = server.Admin.GetLeftPart(UriPartial.Authority);
        return isShown
            ? $"{new Uri(server.Admin, server.LoginLink().Path)}  (good once, for {SessionBook.CodeFor.TotalMinutes:0} min; 'holdfast login' prints another)"
            : $"{address}/  ('holdfast login' prints a link that lets a browser in)";
    }

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append("  ").Append(name.PadRight(9)).Append(value).Append('\n');
}
