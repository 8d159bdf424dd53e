using System.Linq.Expressions;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>Collections of children that the keys do not make possible.</summary>
public class ChildrenErrorTests
{
    [Fact]
    public void Not_an_entity() =>
        Build.Problem<Parent>(e => e.HasKey(x => $"P#{x.Id}", _ => "S").Ignore(x => x.Array).Ignore(x => x.Fixed).Ignore(x => x.Set).HasMany(x => x.Children)).ShouldBe(
        "Parent.Children: Child is not an entity of this table. Declare it with Entity<Child>(…), or remove HasMany.");

    [Fact]
    public void Not_settable() => Problem(x => x.Fixed).ShouldBe(
        "Parent.Fixed: Include could not fill it. Give it a setter (init will do) and the type List<Child>, "
        + "IReadOnlyList<Child>, another interface of a list, or Child[].");

    [Fact]
    public void Collection_that_cannot_be_filled() => Problem(x => x.Set).ShouldBe(
        "Parent.Set: Include could not fill it. Give it a setter (init will do) and the type List<Child>, "
        + "IReadOnlyList<Child>, another interface of a list, or Child[].");

    [Fact]
    public void Unrelated_partition() => Problem(x => x.Children, child: x => $"Q#{x.Id}").ShouldBe(
        "Parent.Children: Parent lives in partitions P#{}, Child in Q#{}, so one Query cannot read both. Give them "
        + "partition keys of one shape, let the Parent give the whole partition key of Child on the table or an index, or remove HasMany and query Child by itself.");

    [Fact]
    public void Sort_key_that_is_not_a_prefix() => Problem(x => x.Children, parentSort: x => $"A#{x.Name}", childSort: x => $"C#{x.Id}").ShouldBe(
        "Parent.Children: the sort key A#{} of Parent is not a prefix of C#{} of Child, so the children of one parent "
        + "cannot be told. Start Child's sort key with its parent's, for example A#{}#CHILD#{}.");

    [Fact]
    public void Sort_keys_of_different_types() =>
        Problem(x => x.Children, parentSort: x => $"A#{x.Uuid}", childSort: x => $"A#{x.ParentId}#C#{x.Id}").ShouldBe(
        "Parent.Children: Parent and Child write Uuid as Guid and ParentId as string into their sort keys, so a child's "
        + "key would not start with its parent's. Use one type, format and encoding in both.");

    [Fact]
    public void Sort_keys_of_different_formats() =>
        Problem(x => x.Children, parentSort: x => $"A#{x.Number:D4}", childSort: x => $"A#{x.Number}#C#{x.Id}").ShouldBe(
        "Parent.Children: Parent and Child write Number as int ':D4' and Number as int into their sort keys, so a "
        + "child's key would not start with its parent's. Use one type, format and encoding in both.");

    [Fact]
    public void Partitions_of_different_types() => Problem(x => x.Children, parent: x => $"P#{x.Uuid}").ShouldBe(
        "Parent and Child have partition keys of one shape on the table, P#{}, but write different texts into it: Parent "
        + "writes Uuid as Guid, Child writes ParentId as string. Use one type, format and encoding in both, so that they "
        + "share their partitions; or give one of them a literal of its own, so that they do not.");

    [Fact]
    public void Itself() => Build.Problem<Node>(e => e.HasKey(x => $"N#{x.Id}", _ => "S").HasMany(x => x.Nodes)).ShouldBe(
        "Node.Nodes: Node cannot hold itself, because the children's keys would have to be longer than their parent's. "
        + "Make the children an entity of their own, or declare a tree whose sort key ends with a path: HasTree(x => x.Path, x => x.Nodes).");

    [Fact]
    public void Tree_without_a_path_at_the_end_of_the_sort_key() =>
        Build.Problem<Node>(e => e.HasKey(x => $"N#{x.Id}", _ => "S").HasTree(x => x.Id, x => x.Nodes)).ShouldBe(
        "Node.Nodes: the tree is read as one range, so the sort key has to end with its path (Id, a string without a format), and is S. "
        + "Write HasKey(…, x => $\"NODE#{x.Id}\").");

    [Fact]
    public void Tree_with_a_separator_that_keys_escape() =>
        Build.Problem<Node>(e => e.HasKey(_ => "N", x => $"N#{x.Id}").HasTree(x => x.Id, x => x.Nodes, '#')).ShouldBe(
        "Node.Nodes: a separator of paths stands in keys as it is and is no letter or digit. Use '/', '.', ':', '|' or the like.");

    [Fact]
    public void Two_trees() =>
        Build.Problem<Node>(e => e.HasKey(_ => "N", x => $"N#{x.Id}").HasTree(x => x.Id, x => x.Nodes).HasTree(x => x.Id, x => x.Nodes)).ShouldBe(
        "Node: HasTree is called 2 times. The sort key ends with one path: keep one call.");

    [Fact]
    public void What_is_not_a_property() =>
        Build.Problem<Node>(e => e.HasKey(x => $"N#{x.Id}", _ => "S").Ignore(x => x.Nodes).HasMany(x => x.Nodes.Take(1))).ShouldBe(
        "Node: HasMany(x => x.Nodes.Take(…)) does not name a property of Node. Write HasMany(x => x.SomeProperty).");

    [Fact]
    public void A_child_without_a_key_is_one_problem() => Build.Problem(t =>
    {
        t.Entity<Parent>(e => e.HasKey(x => $"P#{x.Id}", _ => "S").Ignore(x => x.Array).Ignore(x => x.Fixed).Ignore(x => x.Set).HasMany(x => x.Children));
        t.Entity<Child>(_ => { });
    }).ShouldBe(
        "Child has no key. Add HasKey(x => $\"…#{x.Id}\", _ => \"#METADATA\").");

    [Fact]
    public void Arrays_lists_and_interfaces_are_filled()
    {
        var model = Model(x => x.Array);
        model.Entities[0].Navigations.ShouldHaveSingleItem().ToString().ShouldBe("Parent.Array -> Child");
        ((Linq.Model.ChildrenModel)model.Entities[0].Navigations[0]).ParentSegments.ShouldBeNull();
        Model(x => x.Children, parentSort: x => $"A#{x.Id}", childSort: x => $"A#{x.ParentId}#C#{x.Id}")
            .Entities[0].Navigations[0].ShouldBeOfType<Linq.Model.ChildrenModel>().ParentSegments.ShouldBe(2);
    }

    [Fact]
    public void Private_setters_of_base_types_are_stored_and_filled()
    {
        var model = Build.Model(t =>
        {
            t.Entity<Derived>(e => e.HasKey(x => $"P#{x.Id}", _ => "S").HasMany(x => x.Children));
            t.Entity<Child>(e => e.HasKey(x => $"P#{x.ParentId}", x => $"C#{x.Id}"));
        });
        model.Entities[0].Properties.Select(p => p.Name).ShouldBe(["Id"]);
        var derived = new Derived();
        model.Entities[0].Navigations[0].Set(derived, new List<Child> { new() });
        derived.Children.Count.ShouldBe(1);
    }

    private static string Problem<T>(
        Expression<Func<Parent, IEnumerable<T>>> children, Expression<Func<Parent, string>>? parent = null, Expression<Func<Child, string>>? child = null,
        Expression<Func<Parent, string>>? parentSort = null, Expression<Func<Child, string>>? childSort = null)
        where T : class =>
        Should.Throw<ModelException>(() => Model(children, parent, child, parentSort, childSort)).Problems.ShouldHaveSingleItem();

    private static SingleTable.Linq.Model.TableModel Model<T>(
        Expression<Func<Parent, IEnumerable<T>>> children, Expression<Func<Parent, string>>? parent = null, Expression<Func<Child, string>>? child = null,
        Expression<Func<Parent, string>>? parentSort = null, Expression<Func<Child, string>>? childSort = null)
        where T : class => Build.Model(t =>
        {
            t.Entity<Parent>(e =>
            {
                e.HasKey(parent ?? (x => $"P#{x.Id}"), parentSort ?? (_ => "S")).HasMany(children);
                e.Ignore(x => x.Array).Ignore(x => x.Fixed).Ignore(x => x.Children).Ignore(x => x.Set);
            });
            t.Entity<Child>(e => e.HasKey(child ?? (x => $"P#{x.ParentId}"), childSort ?? (x => $"C#{x.Id}")));
        });

    public sealed class Parent
    {
        public string Id { get; set; } = "";
        public string Name { get; set; } = "";
        public Guid Uuid { get; set; }
        public int Number { get; set; }
        public List<Child> Children { get; set; } = [];
        public Child[] Array { get; set; } = [];
        public IReadOnlyList<Child> Fixed { get; } = [];
        public HashSet<Child> Set { get; set; } = [];
    }

    public sealed class Child
    {
        public string Id { get; set; } = "";
        public string ParentId { get; set; } = "";
        public int Number { get; set; }
    }

    public sealed class Node
    {
        public string Id { get; set; } = "";
        public List<Node> Nodes { get; set; } = [];
    }

    public abstract class Base
    {
        public string Id { get; private set; } = "";
        public IReadOnlyList<Child> Children { get; private set; } = [];
    }

    public sealed class Derived : Base;
}
