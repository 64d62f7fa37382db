using Holdfast.Control.Access;
using Holdfast.Control.Admin.Describing;
using Holdfast.Core.Telemetry.Why;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin;

/// <summary>Why calls were answered as they were: of one trace, or the newest of an interface.</summary>
internal sealed class WhyRoutes(IAdminSubject subject)
{
    /// <summary>In the place of an interface's name: requests that matched none.</summary>
    public const string Unmatched = "-";

    private const int LastDefault = 1;
    private const int LastMax = 100;
    private const int TraceIdChars = 32;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/why", [HttpMethods.Get, HttpMethods.Head], LastAsync).Needs(Role.Viewer).Tells(
            "Why the newest calls were answered as they were.", AdminJson.Default.IReadOnlyListWhyReport, null,
            ("interface", "Of this interface; '-': of requests that matched none."), ("last", "How many; 1 when left out."), ("all", "Those too that were answered."));
        routes.MapMethods("/api/why/{traceId}", [HttpMethods.Get, HttpMethods.Head], TraceAsync).Needs(Role.Viewer)
            .Tells("Why the calls of a trace were answered as they were.", AdminJson.Default.IReadOnlyListWhyReport);
    }

    private Task TraceAsync(HttpContext context)
    {
        var asked = (string)context.Request.RouteValues["traceId"]!;
        if (asked.Length != TraceIdChars || !asked.All(char.IsAsciiHexDigit))
            return AdminProblem.WriteAsync(context, WhyErrors.BadQuestion, "A trace id has 32 hexadecimal digits, as 'traceId' of the answer shows it.");
        var found = subject.Runtime.Why.Of(asked.ToLowerInvariant());
        return found.Count > 0 ? WriteAsync(context, found)
            : AdminProblem.WriteAsync(context, WhyErrors.NotKept, $"No call of trace {asked} is kept: it was answered at once, or newer ones have taken its place.");
    }

    private Task LastAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!TryRead(query, "last", LastDefault, out var last) || last is < 1 or > LastMax)
            return AdminProblem.WriteAsync(context, WhyErrors.BadQuestion, $"'last' is a number from 1 to {LastMax}.");
        var asked = query["interface"].ToString();
        if (asked.Length > 0 && asked != Unmatched && subject.Runtime.Plan?.Interfaces.ContainsKey(asked) != true)
            return AdminProblem.WriteAsync(context, WhyErrors.NoInterface, $"No interface of the live plan is named so.{Advice(asked)}");
        var target = asked switch { "" => null, Unmatched => "", _ => asked };
        var found = subject.Runtime.Why.Last(target, last, query.ContainsKey("all"));
        return found.Count > 0 || target is null ? WriteAsync(context, found)
            : AdminProblem.WriteAsync(context, WhyErrors.NotKept, "None of its calls was refused or failed, as far as is kept.");
    }

    private string Advice(string asked) => subject.Runtime.Plan is { } plan && plan.Nearest(asked) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static bool TryRead(IQueryCollection query, string name, int instead, out int value)
    {
        value = instead;
        return !query.TryGetValue(name, out var text) || int.TryParse(text, out value);
    }

    private static Task WriteAsync(HttpContext context, IReadOnlyList<WhyReport> reports) => context.Response.WriteAsJsonAsync(
        reports, AdminJson.Default.IReadOnlyListWhyReport, null, context.RequestAborted);
}
