using Holdfast.Core.Discovery;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Observed;

/// <summary>A method and path in the list.</summary>
/// <param name="IsInThePlan">Whether the live plan has an interface of the name that a draft gives it.</param>
public sealed record ObservedRow(ObservedPath Seen, bool IsInThePlan)
{
    internal static ObservedRow Of(ObservedPath seen, Visit visit) => new(seen, visit.Subject.Runtime.Plan?.Interfaces.ContainsKey(seen.Name) == true);

    /// <summary>The length of the longest body, as people write it; a dash where none had any.</summary>
    internal string Body => Seen.BodyBytesMax switch
    {
        0 => "-",
        < 1 << 10 => $"{Seen.BodyBytesMax} B",
        < 1 << 20 => $"{Seen.BodyBytesMax / 1024.0:0.#} KB",
        _ => $"{Seen.BodyBytesMax / 1024.0 / 1024:0.#} MB",
    };
}
