using System.Text;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>Makes fixed answers once, when a plan is compiled.</summary>
internal static class StaticAnswer
{
    /// <summary>A status whose answers have no body, nor a length (RFC 9110, 8.6 and 15).</summary>
    public static bool IsBodiless(int status) => status is 204 or 205 or 304;

    public static StoredAnswer Empty { get; } = new(204, [new("Cache-Control", "no-store")], default);

    public static StoredAnswer Of(StaticAnswerPlan plan)
    {
        var body = plan.File?.Bytes ?? Encoding.UTF8.GetBytes(plan.Body);
        var headers = plan.Headers.ToList();
        if (!Has(headers, "Cache-Control")) headers.Add(new("Cache-Control", "no-store"));
        if (!body.IsEmpty && !Has(headers, "Content-Type")) headers.Add(new("Content-Type", TypeOf(plan)));
        return new StoredAnswer(plan.Status, headers, body);
    }

    private static bool Has(List<KeyValuePair<string, string>> headers, string name) =>
        headers.Exists(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string TypeOf(StaticAnswerPlan plan)
    {
        if (plan.File is null) return plan.Body.TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain; charset=utf-8";
        return Path.GetExtension(plan.File.Path).ToUpperInvariant() switch
        {
            ".JSON" => "application/json",
            ".HTML" or ".HTM" => "text/html; charset=utf-8",
            ".XML" => "application/xml",
            ".TXT" => "text/plain; charset=utf-8",
            ".CSS" => "text/css; charset=utf-8",
            ".SVG" => "image/svg+xml",
            ".PNG" => "image/png",
            _ => "application/octet-stream",
        };
    }
}
