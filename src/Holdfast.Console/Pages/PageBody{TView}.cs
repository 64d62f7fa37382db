using Holdfast.WebConsole.Language;
using Microsoft.AspNetCore.Components;

namespace Holdfast.WebConsole.Pages;

/// <summary>A component that shows a view.</summary>
public abstract class PageBody<TView> : ComponentBase
    where TView : class
{
    [Parameter, EditorRequired]
    public TView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public Visit Visit { get; set; } = null!;

    protected Text T => Visit.Text;
}
