using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Domain.Kernel;
using Synter.Web.Components.Text;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Features.DataGen;

public sealed partial class DatasetForm : IDisposable
{
    private readonly DatasetDraft _draft = new();
    private readonly CancellationTokenSource _leaving = new();
    private DatasetPreview? _preview;
    private (string Prompt, string Schema)? _previewed;
    private string? _problem;
    private bool _previewing;
    private bool _generating;
    private bool _unfolded;

    [Inject]
    public required PreviewDataset PreviewDataset { get; set; }

    [Inject]
    public required StartDataset StartDataset { get; set; }

    [Inject]
    public required IChatModel Model { get; set; }

    [Inject]
    public required DataGenTerms Terms { get; set; }

    [Inject]
    public required ActorAccessor Person { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required bool MayMake { get; set; }

    [CascadingParameter]
    public Manner Manner { get; set; } = Manner.Utc;

    /// <summary>What decides how records come out; another count only changes the price.</summary>
    private (string Prompt, string Schema) Asked => (_draft.Prompt, _draft.Schema);

    private string GenerateText => _generating ? "Starting…" : _draft.Count is > 0 and var count ? $"Generate {DatasetWords.Records(count, Manner)}" : "Generate";

    private string? Folded => string.Join(", ", new[]
    {
        _draft.Schema.Length > 0 ? "schema" : null,
        _draft.UniqueFields.Length > 0 ? "unique fields" : null,
        _draft is { MaxCost: null, MaxTokens: null, MaxMinutes: null } ? null : "limits",
        _draft.Concurrency is null ? null : "calls at once",
    }.Where(part => part is not null));

    private string Price
    {
        get
        {
            if (_preview is null || _draft.Count is not (> 0 and var count) || PriceEstimate.Of(_preview.Records, count, Terms.Rates) is not { } estimate)
            {
                return "A preview tells what it will cost.";
            }

            var tokens = DatasetWords.Tokens(estimate.InputTokens + estimate.OutputTokens, Manner);
            return estimate.IsPriced
                ? $"{DatasetWords.Estimated(estimate.Cost, Manner)} for {tokens}: an estimate from the preview."
                : $"About {tokens}: an estimate from the preview. No price is configured.";
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>What is typed decides whether the preview still speaks of it.</summary>
    private void Touch() => _problem = null;

    private async Task PreviewAsync()
    {
        if (await CheckedAsync() is not { } request)
        {
            return;
        }

        (_previewing, _problem) = (true, null);
        var asked = Asked;
        try
        {
            var preview = await PreviewDataset.ExecuteAsync(await Person.GetAsync(), request, _leaving.Token);
            if (preview.TryGet(out var shown, out var refusal))
            {
                (_preview, _previewed) = (shown, asked);
            }
            else
            {
                await RefuseAsync(refusal);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _previewing = false;
        }
    }

    private async Task GenerateAsync()
    {
        if (_generating || await CheckedAsync() is not { } request)
        {
            return;
        }

        (_generating, _problem) = (true, null);
        Result<DatasetId> started;
        try
        {
            // Not ended by leaving: what was asked for is begun.
            started = await StartDataset.ExecuteAsync(await Person.GetAsync(), request, idempotencyKey: null, CancellationToken.None);
        }
        finally
        {
            // Before anything is said: a field that is off takes no focus.
            _generating = false;
        }

        if (started.TryGet(out var id, out var refusal))
        {
            Navigation.NavigateTo($"/datasets/{id}");
        }
        else
        {
            await RefuseAsync(refusal);
        }
    }

    private async Task<DatasetRequest?> CheckedAsync()
    {
        if (_draft.ToRequest() is { } request)
        {
            return request;
        }

        await ShowErrorsAsync();
        return null;
    }

    private Task RefuseAsync(Refusal refusal)
    {
        _draft.Refuse(refusal);
        _problem = refusal.Errors.Count == 0 ? refusal.Message : null;
        return ShowErrorsAsync();
    }

    /// <summary>Focus goes to the first field to mend, also into the fold.</summary>
    private async Task ShowErrorsAsync()
    {
        _unfolded |= _draft.HasFoldedErrors;
        StateHasChanged();
        if (_draft.FirstBad is { } field)
        {
            await Js.InvokeVoidAsync("synter.focusField", field);
        }
    }

    private void TakeSchemaAsync()
    {
        _draft.Schema = DatasetWords.Indented(_preview!.Schema!);
        _unfolded = true;
        // The records that the schema was guessed from all fit it.
        _previewed = Asked;
    }
}
