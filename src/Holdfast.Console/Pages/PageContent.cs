using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Pages;

/// <summary>What a page shows, for people and for programs.</summary>
/// <param name="Title">Of the document.</param>
/// <param name="Body">What stands between head and foot.</param>
/// <param name="WriteJson">Writes the same as JSON.</param>
internal sealed record PageContent(string Title, RenderFragment Body, Func<HttpContext, Task> WriteJson);
