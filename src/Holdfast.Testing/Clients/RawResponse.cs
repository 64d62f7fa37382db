using Holdfast.Testing.Wire;

namespace Holdfast.Testing.Clients;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Interim">1xx answers that came first.</param>
public sealed record RawResponse(IReadOnlyList<WireHead> Interim, WireHead Head, WireBody Body)
{
    public int Status => StatusOf(Head);

    /// <summary>Whether all of it came.</summary>
    public bool IsWhole => Body.End is WireEnd.Complete;

    internal static int StatusOf(WireHead head) => int.Parse(head.StartLine.Split(' ')[1]);
}
