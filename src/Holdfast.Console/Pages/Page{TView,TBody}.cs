using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Pages;

/// <summary>A page that is all in one view: the component shows it, the JSON is it.</summary>
/// <param name="Read">Null: there is no such thing.</param>
/// <param name="Title">Of the document; null: the section's.</param>
internal sealed record Page<TView, TBody>(
    string Section, string Route, Func<Visit, ValueTask<TView?>> Read, JsonTypeInfo<TView> Json, Func<Visit, TView, string>? Title = null)
    : Page(Section, Route)
    where TView : class
    where TBody : PageBody<TView>
{
    /// <summary>Takes a form of the page; null: it has none.</summary>
    public Func<Visit, IFormCollection, Task<Posted<TView>>>? Post { get; init; }

    public override async Task<PageContent?> ReadAsync(Visit visit) => await Read(visit) is { } view ? Content(visit, view) : null;

    public override async Task<PostedContent> PostAsync(Visit visit, IFormCollection form)
    {
        var posted = await Post!(visit, form);
        return new PostedContent(posted.Status, posted.View is { } view ? Content(visit, view) : null, posted.Location, posted.Slip);
    }

    private PageContent Content(Visit visit, TView view)
    {
        return new PageContent(Title?.Invoke(visit, view) ?? visit.Text[$"nav.{Section}"], Body, context => context.Response.WriteAsJsonAsync(view, Json, null, context.RequestAborted));

        void Body(RenderTreeBuilder builder)
        {
            builder.OpenComponent(0, typeof(TBody));
            builder.AddComponentParameter(1, nameof(PageBody<TView>.View), view);
            builder.AddComponentParameter(2, nameof(PageBody<TView>.Visit), visit);
            builder.CloseComponent();
        }
    }
}
