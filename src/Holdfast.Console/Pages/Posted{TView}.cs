using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Pages;

/// <summary>What becomes of a form that was posted: another page that tells of it, or the same page again.</summary>
/// <param name="View">The same page again; null: not that.</param>
internal sealed record Posted<TView>(TView? View, int Status = StatusCodes.Status200OK)
    where TView : class
{
    /// <summary>What it was about is not there.</summary>
    public static Posted<TView> Missing { get; } = new(null, StatusCodes.Status404NotFound);

    /// <summary>Where to look next; null: nowhere else.</summary>
    public string? Location { get; private init; }

    /// <summary>What is told there.</summary>
    public Slip? Slip { get; private init; }

    public static Posted<TView> Gone(string location, Slip slip) => new(null, StatusCodes.Status303SeeOther) { Location = location, Slip = slip };
}
