using Holdfast.Core.Pipeline;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Headers;

/// <summary><c>Holdfast-Criticality</c>: how much a call matters, from hop to hop.</summary>
internal static class CriticalityHeader
{
    public const string Name = "Holdfast-Criticality";

    /// <summary>What a trusted proxy says; null: nobody trusted says anything that is understood.</summary>
    public static Criticality? Read(HttpContext context, Origin origin) =>
        context.Request.Headers.TryGetValue(Name, out var said) && said.Count == 1 && origin.Believes(context) ? CriticalityWords.Parse(said[0]) : null;

    /// <summary>Tells a node, where there is something to tell. What callers say who are not trusted goes no further.</summary>
    public static void Write(Call call, HttpContext context, HttpRequestMessage forwarded)
    {
        if (context.Request.Headers.ContainsKey(Name)) forwarded.Headers.Remove(Name);
        if (call.CallerCriticality is not null || call.Criticality != Criticality.Normal)
            forwarded.Headers.TryAddWithoutValidation(Name, CriticalityWords.Of(call.Criticality));
    }
}
