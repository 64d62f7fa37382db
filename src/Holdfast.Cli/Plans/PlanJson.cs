using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Plans;

/// <summary>What the verbs of <c>plan</c> say with <c>-o json</c>. Fields are added, never renamed.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        // Written to a terminal or a file, never into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(object value) => JsonSerializer.Serialize(value, Options);

    public static object Of(string file, PlanResult result) => new
    {
        Valid = result.IsGood,
        File = file,
        result.Digest,
        Summary = result.Plan is null ? null : PlanSummary.Of(result.Plan),
        result.ErrorsTotal,
        Errors = result.Errors.Select(static error => new
        {
            error.Id,
            error.Known.Title,
            error.Place.File,
            error.Place.Line,
            error.Place.Column,
            error.Path,
            error.Text,
            error.Message,
            error.Advice,
            Related = error.Related is { } other ? new { other.File, other.Line, other.Column } : null,
        }),
    };
}
