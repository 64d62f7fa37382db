using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Plans;
using Holdfast.Cli.Starting;
using Holdfast.Cli.Status;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Why;

/// <summary><c>holdfast why</c>: what became of a call, by which rule of the plan, and on which number.</summary>
internal static class WhyVerb
{
    private const int ListedMax = 30;

    public static Command Create()
    {
        var trace = new Argument<string?>("TRACE-ID") { Description = "As 'traceId' of the answer, its header Holdfast-Trace-Id or the access log has it.", Arity = ArgumentArity.ZeroOrOne };
        var last = new Option<string?>("--last") { Description = "The newest call of this interface that was refused or failed (-: of requests that match none).", HelpName = "INTERFACE" };
        var list = new Option<bool>("--list") { Description = $"The newest {ListedMax} calls that are kept, those that were answered too; of one interface with --last." };
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("why", "Tell why a call was refused, failed or helped: TRACE-ID, --last INTERFACE or --list.") { trace, last, list, admin.Admin, admin.Data, admin.TokenFile, output };
        command.SetAction((parsed, cancellation) => RunAsync(
            admin.Connect(parsed), Question(parsed.GetValue(trace), parsed.GetValue(last), parsed.GetValue(list)),
            parsed.GetValue(list), parsed.GetValue(output) == OutputOption.Json, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, string question, bool lists, bool isJson, CancellationToken cancellation)
    {
        using var _ = client;
        var reports = await client.WhyAsync(question, cancellation);
        await Console.Out.WriteAsync(isJson
            ? JsonSerializer.Serialize(reports, AdminJson.Default.IReadOnlyListWhyReport) + '\n'
            : lists ? WhyList.Of(reports, Canvas.Here())
            : string.Join('\n', reports.Select(static report => WhyView.Of(report, Canvas.Here()))));
        return ExitCode.Fine;
    }

    private static string Question(string? trace, string? last, bool lists)
    {
        if (trace is not null)
        {
            return last is null && !lists
                ? $"/{Uri.EscapeDataString(trace)}"
                : throw StartException.BadInput("a trace id is asked for by itself, without --last and --list");
        }

        if (last is null && !lists) throw StartException.BadInput("give a TRACE-ID, --last INTERFACE or --list");
        var target = last is null ? "" : $"&interface={Uri.EscapeDataString(last)}";
        return lists ? $"?last={ListedMax}&all{target}" : $"?last=1{target}";
    }
}
