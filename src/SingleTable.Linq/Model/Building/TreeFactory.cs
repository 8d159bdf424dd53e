using System.Reflection;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Checks that the sort key of an entity ends with the path that its tree is made from.</summary>
internal static class TreeFactory
{
    public static IEnumerable<TreeModel> Create(EntityDefinition definition, EntityModel entity)
    {
        if (definition.Trees.Count > 1)
        {
            definition.Problems.Add($"{entity.Name}: HasTree is called {definition.Trees.Count} times. The sort key ends with one path: keep one call.");
            yield break;
        }

        foreach (var tree in definition.Trees)
        {
            var problems = Problems(tree, entity).ToList();
            definition.Problems.AddRange(problems.Select(p => $"{entity.Name}.{tree.Children.Name}: {p}"));
            if (problems.Count == 0 && entity.HasKey)
            {
                yield return new TreeModel
                {
                    Member = tree.Children, Parent = entity, Child = entity, Separator = tree.Separator, Path = entity.Key.SortSlots[^1],
                };
            }
        }
    }

    private static IEnumerable<string> Problems(TreeDefinition tree, EntityModel entity)
    {
        if (!NavigationFactory.CanHold(tree.Children.PropertyType, entity.ClrType) || Construction.SetterOf(tree.Children) is null)
        {
            yield return $"Include could not fill it. Give it a setter (init will do) and the type List<{entity.Name}>, IReadOnlyList<{entity.Name}>, "
                + $"another interface of a list, or {entity.Name}[].";
        }

        if (tree.Separator is <= '$' or > '~' || char.IsAsciiLetterOrDigit(tree.Separator))
        {
            yield return "a separator of paths stands in keys as it is and is no letter or digit. Use '/', '.', ':', '|' or the like.";
        }

        // A key that could not be made has its own problem in the list.
        if (entity.HasKey && !(entity.Key.Sort is { } sort && EndsWith(sort, tree.Path.Name)))
        {
            yield return $"the tree is read as one range, so the sort key has to end with its path ({tree.Path.Name}, a string without a format), and is "
                + $"{entity.Key.Sort}. Write HasKey(…, x => $\"{entity.Name.ToUpperInvariant()}#{{x.{tree.Path.Name}}}\").";
        }
    }

    private static bool EndsWith(KeyTemplate sort, string path) =>
        sort.Parts[^1].Slot is { Format: null } last && last.Property == path && last.Codec.ClrType == typeof(string);

}
