using System.CommandLine;
using Holdfast.Cli.Admin;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Core.DryRuns;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan dry-run</c>.</summary>
internal static class DryRunVerb
{
    private const int LineMax = 400;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The plan that is to be; what it includes goes with it." };
        var output = OutputOption.Create();
        var admin = new AdminOptions();
        var command = new Command("dry-run", "Ask the limits of a plan about the last calls of the running process. Changes nothing.") { file, output, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            var edition = PlanFile.OnDisk(parsed.GetValue(file)!).Read();
            if (!edition.Result.IsGood || edition.Text is not { } text)
            {
                await Console.Error.WriteAsync(PlanErrorText.Of(edition.Result, new SourceLines(new DiskPlanFiles())));
                return ExitCode.BadInput;
            }

            using var client = admin.Connect(parsed);
            var report = await client.DryRunAsync(new PlanBody { Files = [.. text.Files.Select(PlanFileEntry.Of)] }, cancellation);
            if (parsed.GetValue(output) == OutputOption.Json) Console.Out.WriteLine(PlanJson.Write(report));
            else foreach (var line in Lines(report)) Console.Out.WriteLine(line);
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>What came of it, the most important first.</summary>
    internal static IEnumerable<string> Lines(DryRunReport report)
    {
        if (report.Calls == 0)
        {
            yield return "nobody has called in the last ten minutes: there is nothing to ask it about";
            yield break;
        }

        yield return $"of the last {report.Calls:N0} calls ({Span(report.Seconds)}) its limits would have refused {report.Refused:N0}; those of the live plan, asked in the same way, {report.RefusedByLive:N0}";
        foreach (var line in report.Rules)
            yield return $"  {Printable.Of(line.Rule, LineMax)}: {line.Refused:N0} of {line.Calls:N0} calls of {Printable.Of(line.Interface, LineMax)}, now {line.RefusedByLive:N0}";
        if (report.NotJudged > 0) yield return $"{report.NotJudged:N0} calls cannot be judged: what a limit counts them by (a path, a claim, a header that no live limit counts by) is not kept";
        if (report.WithoutInterface > 0) yield return $"{report.WithoutInterface:N0} calls were of interfaces that it does not have";
    }

    private static string Span(double seconds) => seconds < 120 ? $"{seconds:0} s" : $"{seconds / 60:0} min";
}
