using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Web.Components.Forms;

public sealed partial class SchemaForm : IDisposable
{
    private FormState? _watched;
    private FieldProblem? _lastFixed;
    private string? _refusal;
    private DateTimeOffset? _savedAt;
    private bool _saving;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    /// <summary>The page makes it, once for each thing that is edited.</summary>
    [Parameter, EditorRequired]
    public required FormState State { get; set; }

    /// <summary>Keeps the value it is given. Null when it is saved; else why not, its pointers from the root of the value.</summary>
    [Parameter, EditorRequired]
    public required Func<JsonObject, Task<Refusal?>> OnSave { get; set; }

    /// <summary>The workspace's credentials, for fields that refer to one.</summary>
    [Parameter]
    public IReadOnlyList<CredentialSummary> Credentials { get; set; } = [];

    /// <summary>«Connect another» was pressed for a provider. Without it there is no such button.</summary>
    [Parameter]
    public EventCallback<string> OnConnect { get; set; }

    [Parameter]
    public bool IsReadOnly { get; set; }

    /// <summary>Stands beside what is switched off.</summary>
    [Parameter]
    public string ReadOnlyReason { get; set; } = "You may read this. Analysts and admins may change it.";

    [Parameter]
    public string SaveText { get; set; } = "Save";

    /// <summary>What is not finished may be kept too, by a button of its own.</summary>
    [Parameter]
    public bool AllowsDraft { get; set; }

    /// <summary>More about what is left, below the list.</summary>
    [Parameter]
    public RenderFragment? Aside { get; set; }

    [Parameter]
    public string TestId { get; set; } = "schema-form";

    protected override void OnParametersSet()
    {
        if (_watched != State)
        {
            Unwatch();
            _watched = State;
            State.Changed += Refresh;
        }
    }

    public void Dispose() => Unwatch();

    private int Unsaved() => _saving ? 0 : State.ChangeCount;

    private async Task SaveAsync()
    {
        // Ctrl+S and Enter come here too, whatever the button allows.
        if (_saving || IsReadOnly || !State.IsDirty || !(State.IsValid || (AllowsDraft && State.IsDraftable)))
        {
            if (!State.IsValid)
            {
                await FixAsync(null);
            }

            return;
        }

        (_saving, _refusal) = (true, null);
        StateHasChanged();
        try
        {
            await KeepAsync();
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task KeepAsync()
    {
        var typed = (JsonObject)State.Current.DeepClone();
        if (await OnSave(typed) is { } refusal)
        {
            _refusal = refusal.Message;
            State.Refuse(refusal.Errors);
            return;
        }

        State.Accept(typed);
        _savedAt = Clock.GetUtcNow();
    }

    private void Discard()
    {
        _refusal = null;
        State.Discard();
    }

    /// <summary>Says every error and goes to one: the given, or the next after the last one gone to.</summary>
    private async Task FixAsync(FieldProblem? wanted)
    {
        State.ShowAll();
        var problems = State.Problems();
        var next = wanted ?? problems.SkipWhile(p => p.Pointer != _lastFixed?.Pointer).Skip(1).FirstOrDefault() ?? (problems.Count > 0 ? problems[0] : null);
        if (next is not null)
        {
            _lastFixed = next;
            await Js.InvokeVoidAsync("synter.focusField", SchemaFields.IdOf(next.Pointer));
        }
    }

    private void Refresh() => InvokeAsync(StateHasChanged);

    private void Unwatch()
    {
        if (_watched is not null)
        {
            _watched.Changed -= Refresh;
        }
    }
}
