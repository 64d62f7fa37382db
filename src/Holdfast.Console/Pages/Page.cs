using Holdfast.Control.Access;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Pages;

/// <summary>Something to look at, at an address of its own.</summary>
/// <param name="Section">Which entry of the navigation it belongs to, and the key of its title.</param>
/// <param name="Route">Its address, as routing writes it.</param>
internal abstract record Page(string Section, string Route)
{
    /// <summary>Whether it is told live: not where somebody writes something.</summary>
    public bool IsLive { get; init; } = true;

    /// <summary>Whether it stands in the navigation: a section may be for some processes alone.</summary>
    public Func<Visit, bool> IsThere { get; init; } = static _ => true;

    /// <summary>Assets that it needs beside the console's own.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>Where its JSON is.</summary>
    public string JsonRoute => (Route == "/" ? "/now" : Route) + ".json";

    public string LiveRoute => "/live" + Route;

    /// <summary>Longest form that it takes, in bytes; 0: it takes none.</summary>
    public int FormBytesMax { get; init; }

    /// <summary>Who may look at it.</summary>
    public Role Role { get; init; } = Role.Viewer;

    /// <summary>Who may post its form.</summary>
    public Role FormRole { get; init; } = Role.Operator;

    /// <summary>What becomes of a form that somebody posted to it.</summary>
    public virtual Task<PostedContent> PostAsync(Visit visit, IFormCollection form) => throw new NotSupportedException($"{Route} takes no form.");

    /// <summary>What it shows; null: there is no such thing.</summary>
    public abstract Task<PageContent?> ReadAsync(Visit visit);
}
