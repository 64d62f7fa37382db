using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Plans;
using Holdfast.Control.Admin;
using Holdfast.Control.Store;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Access;

/// <summary><c>holdfast audit</c>: who changed what, why, and how it was before.</summary>
internal static class AuditVerb
{
    private const int LineMax = 600;

    public static Command Create()
    {
        var before = new Option<long?>("--before") { Description = "Only older records than this one.", HelpName = "NUMBER" };
        var limit = new Option<int?>("--limit") { Description = $"How many at the most (default 50, at most {IAuditTrail.PageMax}).", HelpName = "COUNT" };
        var admin = new AdminOptions();
        var output = OutputOption.Create();
        var command = new Command("audit", "Show who changed what, the newest first.") { before, limit, admin.Admin, admin.Data, admin.TokenFile, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            List<string> question = [];
            if (parsed.GetValue(before) is { } number) question.Add($"before={number}");
            if (parsed.GetValue(limit) is { } count) question.Add($"limit={count}");
            var page = await client.GetAsync($"/api/audit?{string.Join('&', question)}", AdminJson.Default.AuditPage, cancellation);
            if (parsed.GetValue(output) == OutputOption.Json)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(page, AdminJson.Default.AuditPage));
                return ExitCode.Fine;
            }

            foreach (var entry in page.Entries) Console.Out.WriteLine(Line(entry));
            if (page.Entries.Count == 0) Console.Out.WriteLine("Nothing is on record.");
            if (page.Next is { } next) Console.Out.WriteLine($"older ones: --before {next}");
            return ExitCode.Fine;
        });
        return command;
    }

    private static string Line(AuditEntry entry)
    {
        var change = entry.Before.Length + entry.After.Length == 0 ? "" : $": {Or(entry.Before)} -> {Or(entry.After)}";
        var outcome = entry.Outcome == AuditDraft.Done ? "" : $" ({entry.Outcome})";
        var why = entry.Why.Length == 0 ? "" : $": {entry.Why}";
        return Printable.Of($"{entry.Id,5}  {entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {entry.Action} {entry.Subject}{change}{outcome}, by {entry.By}{why}", LineMax);
    }

    private static string Or(string text) => text.Length == 0 ? "nothing" : text;
}
